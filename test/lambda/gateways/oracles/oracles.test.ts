import { describe, expect, test } from '@jest/globals';
import type { Delivery } from '../../../../lambda/gateways/delivery.ts';
import type { Secret } from '../../../../lambda/gateways/gateway.ts';
import { type Case, caseless, caseOf, secretsOf } from '../fuzz/cases.ts';
import { now } from '../support/accounts.ts';
import { arrive, type HeaderLine, type Message } from '../support/message.ts';
import { type Random, randomOf } from '../support/random.ts';
import type { Oracle } from './oracle.ts';
import { oracles } from './oracles.ts';

const count = 1000;
const largest = 50_000;

describe.each(oracles.map((oracle) => [oracle.sdk, oracle] as const))('%s', (_, oracle) => {
  const [current, previous] = secretsOf(oracle.specimen);

  test.each([
    ['current', current, previous],
    ['previous', previous, current],
  ])(
    'takes what we sign with the %s key, as we do, and only under that key',
    async (version, secret, other) => {
      expect(await verdictsOnOurs(oracle, version, secret, other)).toEqual(['[true,true,false]']);
    },
  );

  test('refuses what was spoilt, as we do, but for the divergences that are known', async () => {
    const { problems, seen } = await judgeSpoilt(oracle);
    expect(problems).toEqual([]);
    // A divergence that no longer shows itself is to be struck out.
    expect([...seen].sort()).toEqual(oracle.divergences.map(({ name }) => name).sort());
  });

  test('takes what was changed and is still genuine, as we do', async () => {
    expect(await problemsOfKept(oracle)).toEqual([]);
  });
});

const signing = oracles.flatMap(({ sign, ...oracle }) => (sign ? [{ ...oracle, sign }] : []));

test('five of the SDKs sign', () => {
  const names = ['stripe', '@adyen/api-library', 'braintree', 'mollie-api-typescript', 'standardwebhooks'];
  expect(signing.map(({ sdk }) => sdk)).toEqual(names);
});

describe.each(signing.map((oracle) => [oracle.sdk, oracle] as const))('%s', (_, oracle) => {
  test.each([
    ['current', 0],
    ['previous', 1],
  ] as const)('signs with the %s key what we take, and signs it as we do', async (version, index) => {
    const secret = secretsOf(oracle.specimen)[index];
    expect(await problemsOfTheirs(oracle, version, secret)).toEqual([]);
  });
});

async function verdictsOnOurs(
  oracle: Oracle,
  version: string,
  secret: Secret,
  other: Secret,
): Promise<readonly string[]> {
  const results = new Set<string>();
  for (const { message, random } of messages(oracle, version, secret)) {
    const delivery = arrive(withOddNames(message, random));
    const under = [await oracle.accepts(delivery, secret, now), await oracle.accepts(delivery, other, now)];
    results.add(JSON.stringify([oracle.ours(delivery, now), ...under]));
  }
  return [...results];
}

async function problemsOfTheirs(
  { sign, ...oracle }: Oracle & Required<Pick<Oracle, 'sign'>>,
  version: string,
  secret: Secret,
): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const { message, random } of messages(oracle, `signed ${version}`, secret)) {
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

async function judgeSpoilt(oracle: Oracle): Promise<Judged> {
  const seen = new Set<string>();
  const problems: string[] = [];
  for (const each of cases(oracle, 'refused')) {
    const [delivery, at] = [arrive(each.message), timeOf(each)];
    if (oracle.ours(delivery, at)) problems.push(`we take it, after: ${each.changes}`);
    if (!(await isTaken(oracle, delivery, at))) continue;
    const known = oracle.divergences.filter(({ applies }) => applies(delivery, at));
    if (known.length === 0) problems.push(`the SDK takes it, after: ${each.changes}`);
    for (const { name } of known) seen.add(name);
  }
  return { problems, seen };
}

async function problemsOfKept(oracle: Oracle): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const each of cases(oracle, 'accepted')) {
    const [delivery, at] = [arrive(each.message), timeOf(each)];
    if (!oracle.ours(delivery, at)) problems.push(`we refuse it, after: ${each.changes}`);
    if (!(await isTaken(oracle, delivery, at))) problems.push(`the SDK refuses it, after: ${each.changes}`);
  }
  return problems;
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

function* messages({ sdk, specimen }: Oracle, seed: string, secret: Secret): Generator<Written> {
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
function* cases({ specimen }: Oracle, expected: Case['expected']): Generator<Case> {
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
