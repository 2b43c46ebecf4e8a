import { isLike } from '../../cloudformation/wildcards.ts';
import { type Answer, firstHeader, type Responder, type ViewerRequest } from '../responder.ts';
import type { Deployed, Typed } from './deployed.ts';
import type { EmulatorCalls } from './emulator-calls.ts';
import {
  type Listened,
  type Listener,
  type LoadBalancer,
  listenerOn,
  openListener,
} from './load-balancer.ts';
import { whyUnreached } from './network-path.ts';

/** An origin of a distribution in a network without a public address. */
export interface VpcOriginProps {
  readonly deployed: Deployed;
  readonly calls: EmulatorCalls;
  readonly vpcOriginId: string;
  /** The name that the load balancer's certificate has to bear. */
  readonly domainName: string;
}

/** What of `AWS::CloudFront::VpcOrigin` is enacted. */
interface EndpointConfig {
  readonly Arn: string;
  readonly HTTPPort?: number | string;
  readonly HTTPSPort?: number | string;
  readonly OriginProtocolPolicy?: 'http-only' | 'https-only' | 'match-viewer';
}

/** An origin, and why it answers no request as the template has it; nothing where it does. */
export interface OpenedOrigin {
  readonly respond: Responder;
  readonly closed?: string | undefined;
}

/** Opens the way through a VPC origin to the load balancer behind it, as far as what was deployed lets CloudFront go. */
export function vpcOrigin(props: VpcOriginProps): OpenedOrigin {
  const { deployed, vpcOriginId } = props;
  type Endpoint = { readonly VpcOriginEndpointConfig: EndpointConfig };
  const origin = deployed.find<Endpoint>('AWS::CloudFront::VpcOrigin', vpcOriginId);
  const config = origin?.properties.VpcOriginEndpointConfig;
  const balancer = deployed.find<LoadBalancer>(
    'AWS::ElasticLoadBalancingV2::LoadBalancer',
    config?.Arn ?? '',
  );
  if (!config || !balancer || (balancer.properties.Type ?? 'application') !== 'application') {
    throw new Error(`the preview finds no application load balancer behind the VPC origin ${vpcOriginId}`);
  }
  const doors = {
    https: doorTo('https', config, balancer, props),
    http: doorTo('http', config, balancer, props),
  };
  const address = addressIn(balancer.properties.Subnets?.[0] ?? '', deployed);
  const protocolOf = ({ url }: ViewerRequest): Protocol => {
    const { OriginProtocolPolicy: policy = 'match-viewer' } = config;
    if (policy === 'match-viewer') return url.protocol === 'http:' ? 'http' : 'https';
    return policy === 'http-only' ? 'http' : 'https';
  };
  const usual = doors[config.OriginProtocolPolicy === 'http-only' ? 'http' : 'https'];
  return {
    closed: typeof usual === 'function' ? undefined : usual.reason,
    respond: async (request) => {
      const door = doors[protocolOf(request)];
      if (typeof door !== 'function') return closedAnswer(door.status, door.reason);
      return door(sentOn(request, address, props));
    },
  };
}

type Protocol = 'http' | 'https';

/** What CloudFront says where it gets no connection. */
interface Closed {
  readonly status: 502 | 504;
  readonly reason: string;
}

/** The listener that CloudFront connects to by a protocol, or why it does not. */
function doorTo(
  protocol: Protocol,
  { HTTPPort = 80, HTTPSPort = 443 }: EndpointConfig,
  balancer: Typed<LoadBalancer>,
  { deployed, calls, domainName }: VpcOriginProps,
): Listened | Closed {
  const port = Number(protocol === 'https' ? HTTPSPort : HTTPPort);
  const { Name: name, Subnets: subnets = [], SecurityGroups: securityGroups = [] } = balancer.properties;
  const unreached = whyUnreached({ name, region: balancer.region, subnets, securityGroups }, port, deployed);
  if (unreached !== undefined) return { status: 504, reason: unreached };
  const listener = listenerOn(port, balancer, deployed);
  if (!listener) return { status: 502, reason: `the load balancer ${name} does not listen on port ${port}` };
  if (listener.properties.Protocol.toLowerCase() !== protocol) {
    return { status: 502, reason: `the load balancer ${name} does not speak ${protocol} on port ${port}` };
  }
  if (protocol === 'https' && !isNamedByCertificate(listener, domainName, deployed)) {
    return {
      status: 502,
      reason: `no certificate of the load balancer ${name} bears the name ${domainName}`,
    };
  }
  return openListener({ balancer, listener, deployed, calls });
}

/** A certificate that no stack has is somebody else's, and not judged. */
function isNamedByCertificate(listener: Typed<Listener>, domain: string, deployed: Deployed): boolean {
  interface Certificate {
    readonly DomainName: string;
    readonly SubjectAlternativeNames?: readonly string[];
  }
  return (listener.properties.Certificates ?? []).some(({ CertificateArn }) => {
    const certificate = deployed.find<Certificate>('AWS::CertificateManager::Certificate', CertificateArn);
    if (!certificate) return true;
    const { DomainName, SubjectAlternativeNames = [] } = certificate.properties;
    return [DomainName, ...SubjectAlternativeNames].some(
      (name) => isLike(domain, name) && name.split('.').length === domain.split('.').length,
    );
  });
}

/** Where CloudFront's network interface is: the first address of a subnet that AWS does not keep for itself. */
function addressIn(subnetId: string, deployed: Deployed): string {
  const subnet = deployed.find<{ readonly CidrBlock?: string }>('AWS::EC2::Subnet', subnetId);
  const [net = ''] = (subnet?.properties.CidrBlock ?? '10.0.0.0/24').split('/');
  return net.replace(/\d+$/, (last) => String(Number(last) + 4));
}

function sentOn(request: ViewerRequest, address: string, { domainName }: VpcOriginProps) {
  const [path = '', ...query] = request.target.split('?');
  const host = firstHeader(request, 'host') ?? domainName;
  return {
    method: request.method,
    host: host.replace(/:\d+$/, ''),
    path,
    query: query.join('?'),
    headers: { ...request.headers, host: [host] },
    address,
    body: request.body,
  };
}

function closedAnswer(status: Closed['status'], reason: string): Answer {
  const title = status === 504 ? '504 Gateway Timeout ERROR' : '502 ERROR';
  return {
    status,
    headers: { server: 'CloudFront', 'content-type': 'text/html', 'x-cache': 'Error from cloudfront' },
    body: `<!DOCTYPE html>\n<html lang="en">\n<head><title>ERROR: The request could not be satisfied</title></head>\n<body>\n<h1>${title}</h1>\n<p>In this preview: ${reason}.</p>\n</body>\n</html>\n`,
  };
}
