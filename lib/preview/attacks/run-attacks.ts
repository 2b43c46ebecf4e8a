import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from '../responder.ts';
import type { Attack, AttackRequest, Expectation, Http2Request } from './attack.ts';
import { filled, firstValues, kept, UntoldValue, type Values } from './values.ts';

/** A request as it goes out: signed, with its bytes. */
export interface SentRequest {
  readonly method: string;
  /** The real name of a host of AWS. @default - the shop */
  readonly host?: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What came back on a connection. */
export interface Told {
  /** The statuses of its answers. */
  readonly statuses: readonly number[];
  /** Whether a request was ended as none, without an answer. */
  readonly isEnded: boolean;
}

/** How attacks reach a shop. Each attack has a sender of its own, with an address from which nobody else comes. */
export interface Attacker {
  readonly send: (request: SentRequest) => Promise<Answer>;
  /** Sends the bytes of a connection, and gives what came back until it ended. */
  readonly sendBytes: (sent: string | Http2Request) => Promise<Told>;
  /** Ends its connections. */
  readonly close: () => void;
}

/** What an attack was answered. */
export interface AttackResult {
  readonly attack: Attack;
  /** The last answer, in short. */
  readonly answer: string;
  readonly isAsExpected: boolean;
}

export interface RunProps {
  /** The key by which Stripe signs callbacks to this shop. */
  readonly stripeKey: string;
  readonly now: () => number;
  /** How often an answer is asked for, once a second, that changes by what was sent before. @default 30 */
  readonly looks?: number;
}

/** Does an attack, and compares the last answer with what the shop has to answer. */
export async function runAttack(attack: Attack, attacker: Attacker, props: RunProps): Promise<AttackResult> {
  const { sent, expected } = attack;
  if (!isRequests(sent)) return { attack, ...judgedBytes(await attacker.sendBytes(sent), expected) };
  try {
    return { attack, ...judged(await lastAnswer(sent, attacker, props), expected) };
  } catch (error) {
    if (!(error instanceof UntoldValue)) throw error;
    return { attack, answer: error.message, isAsExpected: false };
  }
}

function isRequests(sent: Attack['sent']): sent is readonly AttackRequest[] {
  return Array.isArray(sent);
}

type Judgement = Pick<AttackResult, 'answer' | 'isAsExpected'>;

function judgedBytes(
  { statuses, isEnded }: Told,
  { answers = 1, statuses: wanted, isEnded: mayEnd = false }: Expectation,
): Judgement {
  if (mayEnd && isEnded && statuses.length === 0) return { answer: 'by its end', isAsExpected: true };
  return {
    answer: statuses.join(' and ') || 'nothing',
    isAsExpected: statuses.length === answers && statuses.every((status) => wanted.includes(status)),
  };
}

function judged(answer: Answer, { statuses, has, lacks }: Expectation): Judgement {
  const words = wordsOf(answer).toLowerCase();
  const status = String(answer.status);
  if (lacks !== undefined && words.includes(lacks.toLowerCase())) {
    return { answer: `${status} with ${lacks}`, isAsExpected: false };
  }
  if (has !== undefined && !words.includes(has.toLowerCase())) {
    return { answer: `${status} without ${has}`, isAsExpected: false };
  }
  return { answer: status, isAsExpected: statuses.includes(answer.status) };
}

async function lastAnswer(
  sent: readonly AttackRequest[],
  attacker: Attacker,
  props: RunProps,
): Promise<Answer> {
  let values = firstValues(props.now());
  let answer: Answer | undefined;
  for (const request of sent) {
    const send = () => attacker.send(sentRequest(request, values, props));
    answer =
      request.until === undefined ? await repeated(send, request) : await awaited(send, request.until, props);
    values = { ...values, ...kept(request, wordsOf(answer)) };
  }
  if (!answer) throw new Error('an attack sends at least one request');
  return answer;
}

async function repeated(send: () => Promise<Answer>, { times = 1 }: AttackRequest): Promise<Answer> {
  for (let time = 1; time < times; time += 1) await send();
  return send();
}

async function awaited(
  send: () => Promise<Answer>,
  until: string,
  { looks = 30 }: RunProps,
): Promise<Answer> {
  for (let look = 1; look < looks; look += 1) {
    const answer = await send();
    if (wordsOf(answer).includes(until)) return answer;
    await sleep(1_000);
  }
  return send();
}

function sentRequest(request: AttackRequest, values: Values, { stripeKey, now }: RunProps): SentRequest {
  const { method = 'GET', host, body = '', signed } = request;
  const text = typeof body === 'number' ? 'x'.repeat(body) : filled(body, values);
  const headers = Object.fromEntries(
    Object.entries(request.headers ?? {}).map(([name, value]) => [name, filled(value, values)]),
  );
  const sent = {
    method,
    ...(host !== undefined && { host }),
    path: filled(request.path, values),
    headers: { 'user-agent': 'curl/8.14.1', accept: '*/*', ...headers },
    body: text,
  };
  if (!signed) return sent;
  const { secondsAgo = 0, byStranger } = signed;
  const time = Math.floor(now() / 1000) - secondsAgo;
  const key = byStranger ? 'whsec_stranger' : stripeKey;
  const signature = createHmac('sha256', key).update(`${time}.${text}`).digest('hex');
  return { ...sent, headers: { ...sent.headers, 'stripe-signature': `t=${time},v1=${signature}` } };
}

/** Headers and body as one text. */
function wordsOf({ headers, body }: Answer): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${[value].flat().join(', ')}`);
  return [...lines, Buffer.from(body).toString('latin1')].join('\n');
}
