import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from '../responder.ts';
import { type Attribute, attributeOf, type Deployed, type Typed } from './deployed.ts';
import type { EmulatorCalls } from './emulator-calls.ts';
import { answerOf, eventOf, mostBytes, type TargetRequest } from './function-target.ts';
import { type Action, type ListenerRule, ruleFor } from './listener-rules.ts';

/** The properties of `AWS::ElasticLoadBalancingV2::LoadBalancer` that are enacted. */
export interface LoadBalancer {
  readonly Name: string;
  readonly Type?: string;
  readonly Scheme?: string;
  readonly Subnets?: readonly string[];
  readonly SecurityGroups?: readonly string[];
  readonly LoadBalancerAttributes?: readonly Attribute[];
}

/** The properties of `AWS::ElasticLoadBalancingV2::Listener` that are enacted. */
export interface Listener {
  readonly LoadBalancerArn: string;
  readonly Port: number | string;
  readonly Protocol: string;
  readonly Certificates?: readonly { readonly CertificateArn: string }[];
  readonly DefaultActions: readonly Action[];
}

interface TargetGroup {
  readonly TargetType?: string;
  readonly Targets?: readonly { readonly Id: string }[];
  readonly TargetGroupAttributes?: readonly Attribute[];
}

export interface ListenedProps {
  readonly balancer: Typed<LoadBalancer>;
  readonly listener: Typed<Listener>;
  readonly deployed: Deployed;
  readonly calls: EmulatorCalls;
}

/** What listens on a port of a load balancer; nothing where nobody does. */
export function listenerOn(
  port: number,
  { physicalId }: Typed<LoadBalancer>,
  deployed: Deployed,
): Typed<Listener> | undefined {
  return deployed
    .ofType<Listener>('AWS::ElasticLoadBalancingV2::Listener')
    .find(
      ({ properties: { LoadBalancerArn, Port } }) => LoadBalancerArn === physicalId && Number(Port) === port,
    );
}

/** Answers requests to a listener as the rules that were deployed say. */
export type Listened = (request: TargetRequest) => Promise<Answer>;

/** Opens a listener whose targets are functions. Throws an error where the template has what is not enacted here. */
export function openListener({ balancer, listener, deployed, calls }: ListenedProps): Listened {
  const rules = deployed
    .ofType<ListenerRule>('AWS::ElasticLoadBalancingV2::ListenerRule')
    .map(({ properties }) => properties)
    .filter(({ ListenerArn }) => ListenerArn === listener.physicalId);
  if (rules.some(({ Transforms = [] }) => Transforms.length > 0)) {
    throw new Error('the preview does not know the transforms of listener rules');
  }
  const attribute = (key: string, usual: string) =>
    attributeOf(balancer.properties.LoadBalancerAttributes, key, usual);
  const seconds = Number(attribute('idle_timeout.timeout_seconds', '60'));
  const dropsInvalid = attribute('routing.http.drop_invalid_header_fields.enabled', 'false') === 'true';
  const { Port, Protocol, DefaultActions } = listener.properties;
  return async (received) => {
    if (isTooLarge(received)) return ownAnswer(400);
    const request = {
      ...received,
      headers: {
        ...(dropsInvalid ? withValidNames(received.headers) : received.headers),
        ...forwardedHeaders(received, Protocol.toLowerCase(), String(Port)),
      },
    };
    const answer = act(ruleFor(rules, request)?.Actions ?? DefaultActions, request, { deployed, calls });
    return answerWithin(seconds, answer, () => ownAnswer(504));
  };
}

/** An answer, or another one where it has not come after some seconds; what comes too late is nobody's any more. */
async function answerWithin(
  seconds: number,
  answer: Promise<Answer>,
  otherwise: () => Answer,
): Promise<Answer> {
  const inTime = new AbortController();
  const tooLate = sleep(seconds * 1000, undefined, { signal: inTime.signal, ref: false });
  try {
    return (await Promise.race([answer, tooLate.catch(() => undefined)])) ?? otherwise();
  } finally {
    inTime.abort();
  }
}

/** Most of a request line, of a header and of all headers, in bytes: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html, read 2026-11-30. */
const most = { line: 16 * 1024, headers: 64 * 1024 } as const;

function isTooLarge({ method, path, query, headers }: TargetRequest): boolean {
  const lines = Object.entries(headers).flatMap(([name, values]) =>
    values.map((value) => `${name}: ${value}`),
  );
  const all = lines.reduce((sum, line) => sum + Buffer.byteLength(line), 0);
  return (
    all > most.headers ||
    [`${method} ${path}?${query}`, ...lines].some((line) => Buffer.byteLength(line) > most.line)
  );
}

function withValidNames(headers: TargetRequest['headers']): TargetRequest['headers'] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => /^[-A-Za-z0-9]+$/.test(name)));
}

function forwardedHeaders(
  { headers, address }: TargetRequest,
  protocol: string,
  port: string,
): TargetRequest['headers'] {
  const before = headers['x-forwarded-for'] ?? [];
  const trace = headers['x-amzn-trace-id']?.[0];
  const own = `1-${Math.floor(Date.now() / 1000).toString(16)}-${randomBytes(12).toString('hex')}`;
  return {
    'x-forwarded-for': [[...before, address].join(', ')],
    'x-forwarded-proto': [protocol],
    'x-forwarded-port': [port],
    'x-amzn-trace-id': [trace?.includes('Root=') ? `Self=${own};${trace}` : `Root=${own}`],
  };
}

type Surroundings = Pick<ListenedProps, 'deployed' | 'calls'>;

/** Does what the last action says; those before it authenticate, which is not enacted here. */
async function act(
  actions: readonly Action[],
  request: TargetRequest,
  around: Surroundings,
): Promise<Answer> {
  const [action, ...more] = actions.toSorted((one, other) => (one.Order ?? 0) - (other.Order ?? 0));
  if (!action || more.length > 0)
    throw new Error('the preview does not know a listener rule of several actions');
  const { Type, FixedResponseConfig, TargetGroupArn, ForwardConfig } = action;
  if (Type === 'fixed-response' && FixedResponseConfig) {
    const { StatusCode, ContentType = 'text/plain', MessageBody = '' } = FixedResponseConfig;
    return {
      status: Number(StatusCode),
      headers: { ...server, 'content-type': ContentType },
      body: MessageBody,
    };
  }
  if (Type !== 'forward') throw new Error(`the preview does not know the listener action ${Type}`);
  const groups = ForwardConfig?.TargetGroups?.filter(({ Weight = 1 }) => Weight > 0) ?? [];
  if (groups.length > 1) throw new Error('the preview does not share requests between target groups');
  return forward(TargetGroupArn ?? groups[0]?.TargetGroupArn ?? '', request, around);
}

async function forward(
  groupArn: string,
  request: TargetRequest,
  { deployed, calls }: Surroundings,
): Promise<Answer> {
  const group = deployed.find<TargetGroup>('AWS::ElasticLoadBalancingV2::TargetGroup', groupArn);
  const { TargetType, Targets = [], TargetGroupAttributes } = group?.properties ?? {};
  if (group && TargetType !== 'lambda')
    throw new Error(`the preview does not know the targets of ${groupArn}`);
  const [target] = Targets;
  if (!target) return ownAnswer(503);
  if (request.body.length > mostBytes) return ownAnswer(413);
  const isMultiValue =
    attributeOf(TargetGroupAttributes, 'lambda.multi_value_headers.enabled', 'false') === 'true';
  const invocation = await calls.invoke(target.Id, groupArn, eventOf(request, groupArn, isMultiValue));
  const answer = 'result' in invocation ? answerOf(invocation.result, isMultiValue) : undefined;
  return answer ? { ...answer, headers: { ...server, ...answer.headers } } : ownAnswer(502);
}

const server = { server: 'awselb/2.0' };

const titles = {
  400: 'Bad Request',
  413: 'Request Entity Too Large',
  502: 'Bad Gateway',
  503: 'Service Temporarily Unavailable',
  504: 'Gateway Time-out',
} as const;

function ownAnswer(status: keyof typeof titles): Answer {
  const title = `${status} ${titles[status]}`;
  return {
    status,
    headers: { ...server, 'content-type': 'text/html' },
    body: `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`,
  };
}
