import { describe, expect, test } from '@jest/globals';
import type { Delivery } from '../../../../lambda/gateways/delivery.ts';
import type { Secret } from '../../../../lambda/gateways/gateway.ts';
import { type Case, caseless, caseOf, secretsOf } from '../fuzz/cases.ts';
import { now } from '../support/accounts.ts';
import { arrive, type HeaderLine, type Message } from '../support/message.ts';
import { type Random, randomOf } from '../support/random.ts';
import type { Oracle } from './oracle.ts';
import { oracles } from './oracles.ts';

const largest = 50_000;

/** How long one SDK may take over its messages, in milliseconds, on whatever machine this is. */
const timeout = 600_000;

const signing = oracles.flatMap(({ sign, ...oracle }) => (sign ? [{ ...oracle, sign }] : []));

/** Declares tests that hold each adapter and the official SDK of its gateway to the same verdicts, over so many messages of each kind. */
export function testAgreement(count: number): void {
  describe.each(oracles.map((oracle) => [oracle.sdk, oracle] as const))('%s', (_, oracle) => {
    const [current, previous] = secretsOf(oracle.specimen);

    test.each([
      ['current', current, previous],
      ['previous', previous, current],
    ])(
      'takes what we sign with the %s key, as we do, and only under that key',
      async (version, secret, other) => {
        const written = messages(oracle, { seed: version, secret, count });
        expect(await verdictsOnOurs(oracle, written, [secret, other])).toEqual(['[true,true,false]']);
      },
      timeout,
    );

    test(
      'refuses what was spoilt, as we do, but for the divergences that are known',
      async () => {
        const { problems, seen } = await judgeSpoilt(oracle, count);
        expect(problems).toEqual([]);
        // A divergence that no longer shows itself is to be struck out.
        expect([...seen].sort()).toEqual(oracle.divergences.map(({ name }) => name).sort());
      },
      timeout,
    );

    test(
      'takes what was changed and is still genuine, as we do, but for what we accept alone',
      async () => {
        const { problems, seen } = await judgeKept(oracle, count);
        expect(problems).toEqual([]);
        expect([...seen].sort()).toEqual(oracle.acceptances.map(({ name }) => name).sort());
      },
      timeout,
    );
  });

  test('five of the SDKs sign', () => {
    const names = ['stripe', '@adyen/api-library', 'braintree', 'mollie-api-typescript', 'standardwebhooks'];
    expect(signing.map(({ sdk }) => sdk)).toEqual(names);
  });

  describe.each(signing.map((oracle) => [oracle.sdk, oracle] as const))('%s', (_, oracle) => {
    test.each([
      ['current', 0],
      ['previous', 1],
    ] as const)(
      'signs with the %s key what we take, and signs it as we do',
      async (version, index) => {
        const secret = secretsOf(oracle.specimen)[index];
        const written = messages(oracle, { seed: `signed ${version}`, secret, count });
        expect(await problemsOfTheirs(oracle, written, secret)).toEqual([]);
      },
      timeout,
    );
  });
}

async function verdictsOnOurs(
  oracle: Oracle,
  written: Iterable<Written>,
  [secret, other]: readonly [Secret, Secret],
): Promise<readonly string[]> {
  const results = new Set<string>();
  for (const { message, random } of written) {
    const delivery = arrive(withOddNames(message, random));
    const under = [await oracle.accepts(delivery, secret, now), await oracle.accepts(delivery, other, now)];
    results.add(JSON.stringify([oracle.ours(delivery, now), ...under]));
  }
  return [...results];
}

async function problemsOfTheirs(
  { sign, ...oracle }: Oracle & Required<Pick<Oracle, 'sign'>>,
  written: Iterable<Written>,
  secret: Secret,
): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const { message, random } of written) {
    const signed = await sign(message, secret);
    if (!oracle.ours(arrive(withOddNames(signed, random)), now)) problems.push('we refuse what it signed');
    if (!areSame(signed, message)) problems.push('it signs otherwise');
  }
  return problems;
}

interface Judged {
  readonly problems: readonly string[];
  /** The divergences that showed themselves. */
  readonly seen: ReadonlySet<string>;
}

async function judgeSpoilt(oracle: Oracle, count: number): Promise<Judged> {
  const seen = new Set<string>();
  const problems: string[] = [];
  for (const each of cases(oracle, 'refused', count)) {
    const [delivery, at] = [arrive(each.message), timeOf(each)];
    if (oracle.ours(delivery, at)) problems.push(`we take it, after: ${each.changes}`);
    if (!(await isTaken(oracle, delivery, at))) continue;
    const known = oracle.divergences.filter(({ applies }) => applies(delivery, at));
    if (known.length === 0) problems.push(`the SDK takes it, after: ${each.changes}`);
    for (const { name } of known) seen.add(name);
  }
  return { problems, seen };
}

async function judgeKept(oracle: Oracle, count: number): Promise<Judged> {
  const seen = new Set<string>();
  const problems: string[] = [];
  for (const each of cases(oracle, 'accepted', count)) {
    const [delivery, at] = [arrive(each.message), timeOf(each)];
    if (!oracle.ours(delivery, at)) problems.push(`we refuse it, after: ${each.changes}`);
    if (await isTaken(oracle, delivery, at)) continue;
    const known = oracle.acceptances.filter(({ applies }) => applies(delivery, at));
    if (known.length === 0) problems.push(`the SDK refuses it, after: ${each.changes}`);
    for (const { name } of known) seen.add(name);
  }
  return { problems, seen };
}

/** Whether the SDK takes a delivery under either version of the secret. */
async function isTaken({ specimen, accepts }: Oracle, delivery: Delivery, at: Date): Promise<boolean> {
  const [current, previous] = secretsOf(specimen);
  return (await accepts(delivery, current, at)) || (await accepts(delivery, previous, at));
}

interface Written {
  readonly message: Message;
  readonly random: Random;
}

interface Writing {
  readonly seed: string;
  readonly secret: Secret;
  readonly count: number;
}

function* messages({ sdk, specimen }: Oracle, { seed, secret, count }: Writing): Generator<Written> {
  for (let number = 0; number < count; number += 1) {
    const random = randomOf(`${sdk} ${seed} ${number}`);
    yield { message: specimen.write(random, secret, largest), random };
  }
}

function withOddNames(message: Message, random: Random): Message {
  return {
    ...message,
    headers: message.headers.map(([name, value]): HeaderLine => [caseless(name, random), value]),
  };
}

// Jest's own comparison takes a hundred times as long for bytes.
function areSame(left: Message, right: Message): boolean {
  return left.body.equals(right.body) && JSON.stringify(left.headers) === JSON.stringify(right.headers);
}

/** As many cases as there are messages. */
function* cases({ specimen }: Oracle, expected: Case['expected'], count: number): Generator<Case> {
  let found = 0;
  for (let number = 0; found < count; number += 1) {
    const each = caseOf(specimen, { seed: 'oracles', number, largest, expected });
    if (!each) continue;
    found += 1;
    yield each;
  }
}

function timeOf({ age }: Case): Date {
  return new Date(now.getTime() + age * 1000);
}
