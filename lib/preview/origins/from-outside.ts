import type { DeployedResource } from '../deployed-resources.ts';
import { rootHeaders } from '../emulator/root-headers.ts';
import type { Answer, Responder, ViewerRequest } from '../responder.ts';
import { type Deployed, deployedOf, type Typed } from './deployed.ts';
import { type EmulatorCalls, emulatorCalls } from './emulator-calls.ts';
import { answerOf, eventOf } from './function-target.ts';
import { type LoadBalancer, listenerOn, openListener } from './load-balancer.ts';
import { whyHidden } from './network-path.ts';

export interface FromOutsideProps {
  /** Where the emulator listens. */
  readonly endpoint: string;
  /** What was deployed. */
  readonly resources: readonly DeployedResource[];
}

/**
 * Who answers a stranger who goes past the edge, by the real names of AWS's hosts: the buckets, the functions and the load balancers.
 * The names of the last two hold numbers of AWS's, which are left out here.
 */
export function openFromOutside({
  endpoint,
  resources,
}: FromOutsideProps): Readonly<Record<string, Responder>> {
  const deployed = deployedOf(resources);
  const calls = emulatorCalls(endpoint);
  const buckets = deployed
    .ofType('AWS::S3::Bucket')
    .map(({ physicalId, region }) => [
      `${physicalId}.s3.${region}.amazonaws.com`,
      passedOn(`${endpoint}/${physicalId}`),
    ]);
  const functions = deployed
    .ofType<{ readonly FunctionName: string }>('AWS::Lambda::Function')
    .map((each) => [
      `${each.physicalId}.lambda-url.${each.region}.on.aws`,
      functionOutside(each, { deployed, endpoint }),
    ]);
  const balancers = deployed
    .ofType<LoadBalancer>('AWS::ElasticLoadBalancingV2::LoadBalancer')
    .map((balancer) => [
      `${balancer.properties.Name}.${balancer.region}.elb.amazonaws.com`,
      balancerOutside(balancer, { deployed, calls }),
    ]);
  return Object.fromEntries([...buckets, ...functions, ...balancers]);
}

/** Sends a request on as it came. */
function passedOn(origin: string): Responder {
  return async ({ method, target, headers, body }) => {
    const sent = Object.entries(headers).filter(([name]) => name !== 'host' && name !== 'content-length');
    const answer = await fetch(`${origin}${target}`, {
      method,
      headers: sent.flatMap(([name, values]) => values.map((value): [string, string] => [name, value])),
      ...(body.length > 0 && { body: new Uint8Array(body) }),
    });
    return {
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: Buffer.from(await answer.arrayBuffer()),
    };
  };
}

/** A function answers at an address of its own where the template gives it one, and asks for no signature. */
function functionOutside(
  { physicalId, account, region }: Typed<unknown>,
  { deployed, endpoint }: { readonly deployed: Deployed; readonly endpoint: string },
): Responder {
  interface FunctionUrl {
    readonly TargetFunctionArn: string;
    readonly AuthType: 'NONE' | 'AWS_IAM';
  }
  const isOpen = deployed
    .ofType<FunctionUrl>('AWS::Lambda::Url')
    .some(
      ({ properties: { TargetFunctionArn: target, AuthType } }) =>
        AuthType === 'NONE' && (target === physicalId || target.endsWith(`:function:${physicalId}`)),
    );
  const invocations = `${endpoint}/2015-03-31/functions/${physicalId}/invocations`;
  return async (request) => {
    if (!isOpen)
      return {
        status: 403,
        headers: { 'content-type': 'application/json' },
        body: '{"Message":"Forbidden"}',
      };
    const answer = await fetch(invocations, {
      method: 'POST',
      headers: rootHeaders({ account, region, service: 'lambda' }),
      body: JSON.stringify(eventOf(askedOf(request), '', true)),
    });
    return answerOf(await answer.json(), true) ?? { status: 502, headers: {}, body: '' };
  };
}

interface Surroundings {
  readonly deployed: Deployed;
  readonly calls: EmulatorCalls;
}

function balancerOutside(balancer: Typed<LoadBalancer>, around: Surroundings): Responder {
  const { deployed } = around;
  const {
    Name: name,
    Scheme: scheme,
    Subnets: subnets = [],
    SecurityGroups: securityGroups = [],
  } = balancer.properties;
  return async (request) => {
    const port = request.url.protocol === 'http:' ? 80 : 443;
    const hidden = whyHidden(
      { name, scheme, region: balancer.region, subnets, securityGroups },
      port,
      deployed,
    );
    const listener = listenerOn(port, balancer, deployed);
    if (hidden !== undefined || !listener) return unanswered(hidden ?? `nothing listens on port ${port}`);
    return openListener({ balancer, listener, ...around })(askedOf(request));
  };
}

function askedOf({ method, target, headers, address, body, url }: ViewerRequest) {
  const [path = '', ...query] = target.split('?');
  return { method, host: url.hostname, path, query: query.join('?'), headers, address, body };
}

/** A connection that does not come about has no answer; here it is told in words. */
function unanswered(reason: string): Answer {
  return { status: 504, headers: { 'content-type': 'text/plain' }, body: `In this preview: ${reason}.\n` };
}
