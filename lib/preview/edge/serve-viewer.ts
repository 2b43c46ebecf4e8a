import { type Answer, firstHeader, type Responder, type ViewerRequest } from '../responder.ts';
import { type AskProps, type Obtained, obtain } from './ask-origin.ts';
import { compressed } from './compression.ts';
import { conditioned } from './conditions.ts';
import { preflightOf } from './cors-headers.ts';
import { type Behaviour, behaviourOf } from './distribution.ts';
import { httpsRedirect, newRequestId, type Refusal, refusal, traced } from './edge-answers.ts';
import { withErrorPage, withoutBody } from './error-page.ts';
import { type AfterFunction, afterRequestFunction, afterResponseFunction } from './function-stage.ts';
import type { DeployedFunction } from './functions/deployed-functions.ts';
import type { EventType } from './functions/event.ts';
import type { FunctionPool } from './functions/function-pool.ts';
import { pathOf } from './origin-request.ts';
import { withPolicyHeaders } from './response-headers.ts';
import { sizeRefusal } from './viewer-limits.ts';

/** Decides about requests before any behaviour does. */
export interface EdgeFirewall {
  readonly decide: (request: ViewerRequest) => Promise<FirewallVerdict>;
}

/** What becomes of a request at a firewall. */
interface FirewallVerdict {
  /** Only a request that is allowed goes on. */
  readonly action: string;
  /** What another one is answered. @default 403 */
  readonly status?: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Headers that rules add to a request that goes on. */
  readonly insertedHeaders?: Readonly<Record<string, string>>;
}

export interface ServeProps extends AskProps {
  /** By ARN. */
  readonly functions: ReadonlyMap<string, DeployedFunction>;
  readonly pool: FunctionPool;
  readonly firewall?: EdgeFirewall;
}

/** A request on its way through the edge. */
interface Visit {
  readonly request: ViewerRequest;
  readonly behaviour: Behaviour;
  readonly requestId: string;
}

/** Answers viewers as the distribution says: what CloudFront refuses first, then firewall, behaviour, function, cache, origin. */
export function serveViewer(props: ServeProps): Responder {
  return async (request) => {
    const requestId = newRequestId();
    const refused = hostRefusal(request, props) ?? sizeRefusal(request);
    if (refused) return refusedAnswer(refused, requestId);
    const behaviour = behaviourOf(props.distribution, request.url.pathname);
    const visit = { request, behaviour, requestId };
    const { answer, result } = await admitted(props, visit);
    const traceable = traced(answer, result, requestId);
    return request.method === 'HEAD' ? withoutBody(traceable) : traceable;
  };
}

function refusedAnswer({ status, reason }: Refusal, requestId: string): Answer {
  return traced(refusal(status, reason, requestId), 'Error', requestId);
}

function hostRefusal(request: ViewerRequest, { distribution }: ServeProps): Refusal | undefined {
  const host = (firstHeader(request, 'host') ?? '').toLowerCase().replace(/:\d+$/, '');
  if (distribution.aliases.includes(host)) return undefined;
  return {
    status: 403,
    reason: 'Bad request. No distribution has this host among its alternate domain names.',
  };
}

/** Answers a request by the firewall's verdict, the protocol and the method, or else as the behaviour does. */
async function admitted(props: ServeProps, visit: Visit): Promise<Obtained> {
  const { request, behaviour, requestId } = visit;
  const verdict = await props.firewall?.decide(request);
  if (verdict && verdict.action !== 'allow') {
    const { status = 403, headers, body } = verdict;
    const worded = refusal(status, 'Request blocked.', requestId);
    // The page of the distribution for the status takes the place of CloudFront's words, and not of those of a rule.
    if (body !== undefined) return { answer: { status, headers, body }, result: 'Error' };
    return withErrorPage(props, visit, {
      answer: { ...worded, headers: { ...worded.headers, ...headers } },
      result: 'Error',
    });
  }
  const inserted = Object.entries(verdict?.insertedHeaders ?? {}).map(([name, value]) => [name, [value]]);
  const headers = { ...request.headers, ...Object.fromEntries(inserted) };
  return transported(props, { ...visit, behaviour, request: { ...request, headers } });
}

async function transported(props: ServeProps, visit: Visit): Promise<Obtained> {
  const { request, behaviour, requestId } = visit;
  const isPlain = request.url.protocol === 'http:';
  if (isPlain && behaviour.viewerProtocol === 'redirect-to-https') {
    return {
      answer: httpsRedirect(request.method, request.url.hostname, request.target),
      result: 'Redirect',
    };
  }
  const refused = behaviourRefusal(request, behaviour);
  if (refused === undefined) return behaved(props, visit);
  return withErrorPage(props, visit, { answer: refusal(403, refused, requestId), result: 'Error' });
}

/** Why the behaviour of a path takes no such request, if it does not. */
function behaviourRefusal({ method, url, body }: ViewerRequest, behaviour: Behaviour): string | undefined {
  if (url.protocol === 'http:' && behaviour.viewerProtocol === 'https-only') {
    return 'Bad request. This path is served by HTTPS alone.';
  }
  if (!behaviour.allowedMethods.includes(method)) {
    return 'This distribution is not configured to allow the HTTP request method that was used for this request.';
  }
  return method === 'GET' && body.length > 0 ? 'A GET request has no body.' : undefined;
}

/** Answers as the behaviour of the path does, with the headers of its policy. */
async function behaved(props: ServeProps, visit: Visit): Promise<Obtained> {
  const { request, behaviour } = visit;
  const after = await requestFunction(props, visit);
  const obtained = 'answer' in after ? after : await served(props, visit, after);
  const policy = behaviour.headersPolicy;
  const headers = policy
    ? withPolicyHeaders(policy, obtained.answer.headers, preflightOf(request))
    : obtained.answer.headers;
  const answer = compressed({ ...obtained.answer, headers }, request, behaviour);
  return { ...obtained, answer: behaviour.ttl.most > 0 ? conditioned(request, answer) : answer };
}

async function requestFunction(props: ServeProps, visit: Visit): Promise<AfterFunction> {
  const edgeFunction = functionFor(props, visit, 'viewer-request');
  return edgeFunction
    ? afterRequestFunction({ ...props, ...visit, edgeFunction })
    : { request: visit.request };
}

async function served(
  props: ServeProps,
  visit: Visit,
  { request: changed, originId }: Exclude<AfterFunction, { readonly answer: Answer }>,
): Promise<Obtained> {
  const behaviour = { ...visit.behaviour, originId: originId ?? visit.behaviour.originId };
  const asked = { ...visit, behaviour, request: withRootObject(changed, props) };
  const obtained = await withErrorPage(props, asked, await obtain(props, asked));
  const edgeFunction = functionFor(props, visit, 'viewer-response');
  // CloudFront runs no function for an error of an origin.
  if (!edgeFunction || obtained.result === 'Error') return obtained;
  const after = await afterResponseFunction({ ...props, ...asked, edgeFunction }, obtained.answer);
  return { answer: after.answer, result: after.result ?? obtained.result };
}

function functionFor(
  { functions }: ServeProps,
  { behaviour }: Visit,
  type: EventType,
): DeployedFunction | undefined {
  const arn = behaviour.functions[type];
  return arn === undefined ? undefined : functions.get(arn);
}

/** The root of the distribution is the object that stands for it. */
function withRootObject(request: ViewerRequest, { distribution }: ServeProps): ViewerRequest {
  const { defaultRootObject } = distribution;
  if (defaultRootObject === '' || pathOf(request.target) !== '/') return request;
  const target = `/${defaultRootObject}${request.target.slice(1)}`;
  return { ...request, target, url: new URL(target, request.url) };
}
