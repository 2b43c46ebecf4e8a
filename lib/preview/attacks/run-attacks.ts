import { createHmac } from 'node:crypto';
import type { Answer } from '../responder.ts';
import type { Attack, AttackRequest } from './attack.ts';

/** A request as it goes out: signed, with its bytes. */
export interface SentRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How attacks reach a shop. Each attack has a sender of its own, with an address from which nobody else comes. */
export interface Attacker {
  readonly send: (request: SentRequest) => Promise<Answer>;
  /** Sends the bytes of a connection, and gives all that came back. */
  readonly sendBytes: (bytes: string) => Promise<string>;
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
}

/** Does an attack, and compares the last answer with what the shop has to answer. */
export async function runAttack(attack: Attack, attacker: Attacker, props: RunProps): Promise<AttackResult> {
  const { sent, expected } = attack;
  if (typeof sent === 'string') {
    const told = await attacker.sendBytes(sent);
    const statuses = [...told.matchAll(/^HTTP\/1\.[01] (\d{3})/gm)].map(([, status]) => Number(status));
    const { answers = 1, statuses: wanted } = expected;
    return {
      attack,
      answer: statuses.join(' and ') || 'nothing',
      isAsExpected: statuses.length === answers && statuses.every((status) => wanted.includes(status)),
    };
  }
  const answer = await lastAnswer(sent, attacker, props);
  const isLeaking = expected.lacks !== undefined && wordsOf(answer).includes(expected.lacks.toLowerCase());
  return {
    attack,
    answer: isLeaking ? `${answer.status} with ${expected.lacks}` : String(answer.status),
    isAsExpected: !isLeaking && expected.statuses.includes(answer.status),
  };
}

async function lastAnswer(
  sent: readonly AttackRequest[],
  attacker: Attacker,
  props: RunProps,
): Promise<Answer> {
  let answer: Answer | undefined;
  for (const request of sent) {
    for (let time = 0; time < (request.times ?? 1); time += 1) {
      answer = await attacker.send(sentRequest(request, props));
    }
  }
  if (!answer) throw new Error('an attack sends at least one request');
  return answer;
}

function sentRequest(request: AttackRequest, { stripeKey, now }: RunProps): SentRequest {
  const { method = 'GET', path, headers = {}, body = '', signed } = request;
  const text = typeof body === 'number' ? 'x'.repeat(body) : body;
  const all = { 'user-agent': 'curl/8.14.1', accept: '*/*', ...headers };
  if (!signed) return { method, path, headers: all, body: text };
  const { secondsAgo = 0, byStranger } = signed;
  const time = Math.floor(now() / 1000) - secondsAgo;
  const key = byStranger ? 'whsec_stranger' : stripeKey;
  const signature = createHmac('sha256', key).update(`${time}.${text}`).digest('hex');
  return { method, path, headers: { ...all, 'stripe-signature': `t=${time},v1=${signature}` }, body: text };
}

/** Headers and body as one text, in lower case. */
function wordsOf({ headers, body }: Answer): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${[value].flat().join(', ')}`);
  return [...lines, Buffer.from(body).toString('latin1')].join('\n').toLowerCase();
}
