import type { DeployedResource } from '../../../../lib/preview/deployed-resources.ts';
import { deployedOf } from '../../../../lib/preview/origins/deployed.ts';
import type { EmulatorCalls, Invocation } from '../../../../lib/preview/origins/emulator-calls.ts';
import { vpcOrigin } from '../../../../lib/preview/origins/vpc-origin.ts';
import type { Answer } from '../../../../lib/preview/responder.ts';
import { type RequestProps, viewerRequest } from '../../../../lib/preview/responder.ts';

type Properties = Readonly<Record<string, unknown>>;

const arn = (what: string) => `arn:aws:elasticloadbalancing:eu-west-1:111111111111:${what}`;
const usual: Readonly<Record<string, readonly [type: string, properties: Properties]>> = {
  'vo-1': [
    'CloudFront::VpcOrigin',
    {
      VpcOriginEndpointConfig: {
        Arn: arn('loadbalancer/app/ingress'),
        HTTPSPort: 443,
        OriginProtocolPolicy: 'https-only',
      },
    },
  ],
  [arn('loadbalancer/app/ingress')]: [
    'ElasticLoadBalancingV2::LoadBalancer',
    {
      Name: 'ingress',
      Subnets: ['subnet-1'],
      SecurityGroups: ['sg-1'],
      LoadBalancerAttributes: [
        { Key: 'routing.http.drop_invalid_header_fields.enabled', Value: 'true' },
        { Key: 'idle_timeout.timeout_seconds', Value: '30' },
      ],
    },
  ],
  listener: [
    'ElasticLoadBalancingV2::Listener',
    {
      LoadBalancerArn: arn('loadbalancer/app/ingress'),
      Port: 443,
      Protocol: 'HTTPS',
      Certificates: [{ CertificateArn: 'certificate' }],
      DefaultActions: [
        { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404', ContentType: 'text/plain' } },
      ],
    },
  ],
  certificate: ['CertificateManager::Certificate', { DomainName: 'origin.shop.example' }],
  rule: [
    'ElasticLoadBalancingV2::ListenerRule',
    {
      ListenerArn: 'listener',
      Priority: 20,
      Conditions: [
        { Field: 'host-header', HostHeaderConfig: { Values: ['origin.shop.example'] } },
        { Field: 'path-pattern', PathPatternConfig: { Values: ['/api/*'] } },
      ],
      Actions: [{ Type: 'forward', TargetGroupArn: arn('targetgroup/api') }],
    },
  ],
  [arn('targetgroup/api')]: [
    'ElasticLoadBalancingV2::TargetGroup',
    {
      TargetType: 'lambda',
      Targets: [{ Id: 'arn:aws:lambda:eu-west-1:111111111111:function:api' }],
      TargetGroupAttributes: [{ Key: 'lambda.multi_value_headers.enabled', Value: 'true' }],
    },
  ],
  'subnet-1': ['EC2::Subnet', { VpcId: 'vpc-1', CidrBlock: '10.64.0.64/26' }],
  gateway: ['EC2::VPCGatewayAttachment', { VpcId: 'vpc-1', InternetGatewayId: 'igw-1' }],
  'sg-1': [
    'EC2::SecurityGroup',
    {
      SecurityGroupIngress: [
        { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, SourcePrefixListId: 'pl-4fa04526' },
      ],
    },
  ],
};

/** What is deployed otherwise than in most shops: properties that replace others, and resources that are not there. */
export type Changes = Readonly<Record<string, Properties | null>>;

/** A VPC origin with a load balancer behind it whose function answers so. */
export interface Balancer {
  readonly closed: string | undefined;
  readonly ask: (request: RequestProps) => Promise<Answer>;
  /** The events that the function was invoked with. */
  readonly events: readonly Properties[];
}

export function openBalancer(
  result: unknown = { statusCode: 204 },
  changes: Changes = {},
  { more = {} }: { readonly more?: typeof usual } = {},
): Balancer {
  const events: Properties[] = [];
  const invoke = async (_function: string, _group: string, event: unknown): Promise<Invocation> => {
    events.push(event as Properties);
    const answer = typeof result === 'function' ? await result() : { result };
    return answer as Invocation;
  };
  const { respond, closed } = vpcOrigin({
    deployed: deployedOf(resourcesOf({ ...usual, ...more }, changes)),
    calls: { invoke } as unknown as EmulatorCalls,
    vpcOriginId: 'vo-1',
    domainName: 'origin.shop.example',
  });
  return {
    closed,
    events,
    ask: (props) => {
      const { headers, ...request } = viewerRequest(props);
      const { host: _, ...others } = headers;
      return respond({
        ...request,
        headers: { ...others, ...(props.headers?.['host'] && { host: headers['host'] ?? [] }) },
      });
    },
  };
}

function resourcesOf(all: typeof usual, changes: Changes): readonly DeployedResource[] {
  return Object.entries(all).flatMap(([physicalId, [type, properties]]) =>
    changes[physicalId] === null
      ? []
      : [
          {
            account: '111111111111',
            region: 'eu-west-1',
            stack: 'shop',
            stackStatus: 'CREATE_COMPLETE',
            logicalId: physicalId,
            type: `AWS::${type}`,
            physicalId,
            properties: { ...properties, ...changes[physicalId] },
          },
        ],
  );
}
