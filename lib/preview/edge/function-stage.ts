import { type Answer, firstHeader, type ViewerRequest } from '../responder.ts';
import type { CacheResult } from './edge-answers.ts';
import { refusal } from './edge-answers.ts';
import { type FunctionAnswer, InvalidAnswer, isSeenByFunctions } from './functions/checked-answer.ts';
import type { DeployedFunction } from './functions/deployed-functions.ts';
import {
  type EventRequest,
  type EventResponse,
  type Fields,
  requestEvent,
  responseEvent,
} from './functions/event.ts';
import { FunctionError, type FunctionPool } from './functions/function-pool.ts';

/** What a function of a viewer request leads to: another request, an answer, or an origin of another name. */
export type AfterFunction =
  | { readonly request: ViewerRequest; readonly originId?: string | undefined }
  | { readonly answer: Answer; readonly result: CacheResult };

export interface FunctionStageProps {
  readonly pool: FunctionPool;
  readonly edgeFunction: DeployedFunction;
  readonly request: ViewerRequest;
  readonly requestId: string;
  /** Told what the function logs and where it fails. */
  readonly tell: (line: string) => void;
}

/** Runs the function of a viewer request. A function that fails is CloudFront's 502 or 503. */
export async function afterRequestFunction(props: FunctionStageProps): Promise<AfterFunction> {
  const { request, requestId } = props;
  const event = requestEvent(seenRequest(request), requestId);
  return orFailure(props, async (): Promise<AfterFunction> => {
    const { answer, origin } = await run(props, event);
    if (answer.statusCode !== undefined) {
      return { answer: answerOf(answer as EventResponse), result: 'FunctionGeneratedResponse' };
    }
    return { request: changedRequest(request, answer, event.request), originId: selectedOrigin(origin) };
  });
}

/** Runs the function of a viewer response, which may change everything but the body. */
export async function afterResponseFunction(
  props: FunctionStageProps,
  answer: Answer,
): Promise<{ readonly answer: Answer; readonly result?: CacheResult }> {
  const event = responseEvent(seenRequest(props.request), answer, props.requestId);
  return orFailure(props, async () => {
    const { answer: changed } = await run(props, event);
    return { answer: { ...answerOf(changed as EventResponse), body: answer.body } };
  });
}

async function orFailure<Result>(
  { edgeFunction, requestId, tell }: FunctionStageProps,
  work: () => Promise<Result>,
): Promise<Result | { readonly answer: Answer; readonly result: CacheResult }> {
  try {
    return await work();
  } catch (error) {
    const isInvalid = error instanceof InvalidAnswer;
    if (!isInvalid && !(error instanceof FunctionError)) throw error;
    tell(`${edgeFunction.name}: ${error.message}`);
    const reason =
      'The CloudFront function associated with the CloudFront distribution is invalid or could not run.';
    return { answer: refusal(isInvalid ? 502 : 503, reason, requestId), result: 'FunctionExecutionError' };
  }
}

async function run(
  { pool, edgeFunction: { name, code, keyValues }, request: { target }, tell }: FunctionStageProps,
  event: Parameters<FunctionPool['run']>[0]['event'],
) {
  const done = await pool.run({ code, event, target, keyValues });
  for (const line of done.logged) tell(`${name}: ${line}`);
  return done;
}

function seenRequest(request: ViewerRequest): ViewerRequest {
  const seen = Object.entries(request.headers).filter(([name]) => isSeenByFunctions(name));
  return { ...request, headers: Object.fromEntries(seen) };
}

/** An origin is changed only by its id: that is what a distribution lists. */
function selectedOrigin(origin: object | undefined): string | undefined {
  if (!origin) return undefined;
  if ('originId' in origin && typeof origin.originId === 'string') return origin.originId;
  throw new FunctionError('the function changes properties of the origin, which the preview does not enact');
}

function changedRequest(request: ViewerRequest, changed: FunctionAnswer, given: EventRequest): ViewerRequest {
  const { uri = given.uri, querystring = {}, headers = {}, cookies = {} } = changed;
  const isSameQuery = JSON.stringify(querystring) === JSON.stringify(given.querystring);
  // A query that the function has left alone goes on as it was written.
  const query = isSameQuery ? request.target.slice(given.uri.length) : writtenQuery(querystring);
  const target = `${uri}${query}`;
  const cookie = pairsOf(cookies).map(([name, value]) => `${name}=${value}`);
  const unseen = Object.entries(request.headers).filter(([name]) => !isSeenByFunctions(name));
  return {
    ...request,
    url: new URL(target, `${request.url.protocol}//${firstHeader(request, 'host')}`),
    target,
    headers: {
      ...Object.fromEntries(unseen),
      ...listsOf(headers),
      ...(cookie.length > 0 && { cookie: [cookie.join('; ')] }),
    },
  };
}

function writtenQuery(querystring: Fields): string {
  const pairs = pairsOf(querystring).map(([name, value]) => (value === '' ? name : `${name}=${value}`));
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

function pairsOf(fields: Fields): readonly (readonly [string, string])[] {
  return Object.entries(listsOf(fields)).flatMap(([name, values]) =>
    values.map((value) => [name, value] as const),
  );
}

function listsOf(fields: Fields): Readonly<Record<string, readonly string[]>> {
  const lists = Object.entries(fields).map(([name, { value, multiValue }]) => [
    name,
    multiValue ? multiValue.map((each) => each.value) : [value],
  ]);
  return Object.fromEntries(lists);
}

function answerOf({ statusCode, headers = {}, cookies = {}, body }: EventResponse): Answer {
  const set = Object.entries(cookies).flatMap(([name, { value, multiValue, attributes }]) =>
    (multiValue ?? [{ value, attributes }]).map(
      (each: { readonly value: string; readonly attributes?: string | undefined }) =>
        [`${name}=${each.value}`, each.attributes].filter(Boolean).join('; '),
    ),
  );
  return {
    status: statusCode,
    headers: { ...listsOf(headers), ...(set.length > 0 && { 'set-cookie': set }) },
    body: bodyOf(body),
  };
}

function bodyOf(body: EventResponse['body']): Answer['body'] {
  if (body === undefined || typeof body === 'string') return body ?? '';
  return body.encoding === 'base64' ? Buffer.from(body.data, 'base64') : body.data;
}
