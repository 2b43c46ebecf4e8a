import type { CustomResponse, CustomResponseBody, NamedValue, RuleAction } from './web-acl-properties.ts';

/** What a rule does to a request. */
export type ActionKind = 'allow' | 'block' | 'count' | 'captcha' | 'challenge';

/** What becomes of a request. */
export interface Verdict {
  readonly action: Exclude<ActionKind, 'count'>;
  /** The rule that ended the evaluation, with the rule of a group after a slash; nothing where the default action did. */
  readonly by?: string;
  /** What a request that does not go on is answered with. */
  readonly status?: number;
  /** Those of the answer, by their names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The words of the rule's own answer; nothing where CloudFront words it. */
  readonly body?: string;
  /** Headers that rules add to a request that goes on. */
  readonly insertedHeaders: Readonly<Record<string, string>>;
  /** All fully qualified. */
  readonly labels: readonly string[];
  /** The rules that matched and only counted. */
  readonly counted: readonly string[];
  /** The rules that nobody here could decide for this request. */
  readonly undecided: readonly string[];
  /** The managed rules that match as a stand-in for them believes. */
  readonly simulated: readonly string[];
}

/** What ends the evaluation. */
export type End = Pick<Verdict, 'action' | 'by' | 'status' | 'headers' | 'body'>;

export type ResponseBodies = Readonly<Record<string, CustomResponseBody>>;

const contentTypes: Readonly<Record<CustomResponseBody['ContentType'], string>> = {
  TEXT_PLAIN: 'text/plain',
  TEXT_HTML: 'text/html',
  APPLICATION_JSON: 'application/json',
};

/** The kind of an action object, for example `{ Block: {} }`. */
export function kindOf(action: RuleAction): ActionKind {
  return Object.keys(action).join().toLowerCase() as ActionKind;
}

/** The headers that an action adds to a request that goes on; AWS WAF writes its prefix before each name. */
export function insertedHeaders(action: RuleAction): Readonly<Record<string, string>> {
  const handling = action.Allow ?? action.Count;
  return byName(handling?.CustomRequestHandling?.InsertHeaders ?? [], 'x-amzn-waf-');
}

/**
 * How an action ends the evaluation; nothing where it goes on. Only AWS hands out the tokens that satisfy a challenge or a
 * CAPTCHA, so on this machine nobody has one and each of them is answered.
 */
export function endOf(action: RuleAction, by: string | undefined, bodies: ResponseBodies): End | undefined {
  const kind = kindOf(action);
  const named = by === undefined ? {} : { by };
  if (kind === 'count') return undefined;
  if (kind === 'allow') return { action: kind, ...named, headers: {} };
  if (kind === 'challenge' || kind === 'captcha') return { action: kind, ...named, ...asked[kind] };
  return { action: 'block', ...named, ...refusal(action.Block?.CustomResponse, bodies) };
}

const asked = {
  challenge: { status: 202, headers: { 'x-amzn-waf-action': 'challenge', 'cache-control': 'no-store' } },
  captcha: { status: 405, headers: { 'x-amzn-waf-action': 'captcha', 'cache-control': 'no-store' } },
} as const;

function refusal(custom: CustomResponse | undefined, bodies: ResponseBodies) {
  if (!custom) return { status: 403, headers: {} };
  const { ResponseCode, CustomResponseBodyKey, ResponseHeaders = [] } = custom;
  const body = CustomResponseBodyKey === undefined ? undefined : bodies[CustomResponseBodyKey];
  return {
    status: ResponseCode,
    headers: {
      ...(body && { 'content-type': contentTypes[body.ContentType] }),
      ...byName(ResponseHeaders),
    },
    body: body?.Content ?? '',
  };
}

function byName(list: readonly NamedValue[], prefix = ''): Readonly<Record<string, string>> {
  return Object.fromEntries(list.map(({ Name, Value }) => [`${prefix}${Name.toLowerCase()}`, Value]));
}
