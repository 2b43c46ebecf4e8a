import type { Secret } from '../../../../lambda/gateways/gateway.ts';
import { secretOf } from '../support/accounts.ts';
import { arrive, type HeaderLine, type Message, textOf } from '../support/message.ts';
import { type Random, randomOf } from '../support/random.ts';
import { noise } from './noise.ts';
import type { Change, Changes, Context, Specimen } from './specimen.ts';
import { specimens } from './specimens/index.ts';

/** One request and what must become of it. */
export interface Case {
  /** What was done to the genuine message. */
  readonly changes: readonly string[];
  readonly genuine: Message;
  readonly message: Message;
  /** Which of the two versions of the secret signed the genuine message. */
  readonly secret: Secret;
  /** How many seconds after the gateway sent it the message arrives. */
  readonly age: number;
  readonly expected: 'accepted' | 'refused';
}

/** The shop's two accepted versions of the secret, the current one first. */
export function secretsOf(specimen: Specimen): readonly [Secret, Secret] {
  return [versionOf(specimen, 'a'), versionOf(specimen, 'b')];
}

const versions = new Map<string, Secret>();

function versionOf({ name, secretOf: own }: Specimen, version: string): Secret {
  const key = `${name} ${version}`;
  const secret = versions.get(key) ?? (own ? own(version) : secretOf(name, version));
  versions.set(key, secret);
  return secret;
}

/** What is asked of a case. */
export interface CheckoutRequest {
  readonly seed: string;
  readonly number: number;
  /** About the size of the largest bodies. */
  readonly largest: number;
  /** @default either */
  readonly expected?: Case['expected'];
}

/** Makes a case; nothing if its changes came out as no change of anything that is signed. */
export function caseOf(
  specimen: Specimen,
  { seed, number, largest, expected }: CheckoutRequest,
): Case | undefined {
  const random = randomOf(`${seed} ${specimen.name} ${number}`);
  const secret = random.pick(secretsOf(specimen));
  const write = (with_: Secret = secret) => specimen.write(random, with_, largest);
  const genuine = write();
  const context: Context = { random, other: write(), secret };
  const base = { genuine, secret, age: ageWithin(specimen, random) };
  if ((expected ?? random.pick(outcomes)) === 'accepted') {
    return { ...base, expected: 'accepted', ...kept(specimen, genuine, context) };
  }
  const refused = { ...base, expected: 'refused' as const };
  switch (random.pick(spoilt)) {
    case 'noise':
      return noisy(specimen, refused, context);
    case 'break':
      return { ...refused, ...changedBy(specimen.breaks, genuine, context) };
    case 'foreign key':
      return { ...refused, changes: ['a foreign key'], message: write(versionOf(specimen, 'c')) };
    case 'foreign gateway':
      return { ...refused, ...ofForeignGateway(specimen, genuine, random, largest) };
    case 'out of time':
      return outOfTime(specimen, refused, random);
  }
}

const outcomes = ['accepted', 'refused'] as const;
const spoilt = [
  ...['noise', 'noise', 'noise', 'noise', 'noise', 'noise', 'noise', 'noise'],
  ...['break', 'break', 'break', 'break', 'foreign key', 'foreign gateway', 'out of time'],
] as readonly ('noise' | 'break' | 'foreign key' | 'foreign gateway' | 'out of time')[];

type Refused = Pick<Case, 'genuine' | 'secret' | 'age' | 'expected'>;

function noisy(specimen: Specimen, refused: Refused, context: Context): Case | undefined {
  const { random } = context;
  const chosen = Array.from({ length: 1 + random.integer(3) }, () => random.pick(noise));
  const message = chosen.reduce((current, [, change]) => change(current, context), refused.genuine);
  const isGenuine = [refused.genuine, context.other].some((each) =>
    specimen.isSame(arrive(message), arrive(each)),
  );
  if (isGenuine) return undefined;
  return { ...refused, changes: chosen.map(([name]) => name), message };
}

function changedBy(changes: Changes, genuine: Message, context: Context): Pick<Case, 'changes' | 'message'> {
  const [name, change] = context.random.pick(Object.entries(changes));
  return { changes: [name], message: change(genuine, context) };
}

function ofForeignGateway(
  specimen: Specimen,
  genuine: Message,
  random: Random,
  largest: number,
): Pick<Case, 'changes' | 'message'> {
  const foreign = random.pick(specimens.filter((each) => each.name !== specimen.name));
  // With every key that the shop has, so that nothing but the place and the form of the signature is wrong.
  const keys = Object.values(secretsOf(specimen)[0]);
  const secret = Object.fromEntries(
    Object.keys(secretOf(foreign.name)).map((field) => [field, random.pick(keys)]),
  );
  const message = foreign.write(random, secret, largest);
  const isWhole = random.chance(0.5);
  return {
    changes: [`${isWhole ? 'a message' : 'headers'} of ${foreign.name}`],
    message: isWhole ? message : { ...genuine, headers: message.headers, body: message.body },
  };
}

function outOfTime({ window }: Specimen, refused: Refused, random: Random): Case | undefined {
  if (!window) return undefined;
  const beyond = 1 + random.integer(1e6);
  const age = random.chance(0.5) ? window.after + beyond : -window.before - beyond;
  return { ...refused, changes: ['out of time'], message: refused.genuine, age };
}

function ageWithin({ window }: Specimen, random: Random): number {
  if (!window) return random.integer(1e6);
  return random.integer(window.before + window.after + 1) - window.before;
}

function kept(specimen: Specimen, genuine: Message, context: Context): Pick<Case, 'changes' | 'message'> {
  const { random } = context;
  const own = Object.entries(specimen.keeps);
  const first = random.shuffle(own).slice(0, random.integer(2));
  const then = random.shuffle(Object.entries(onTheWay)).slice(0, 1 + random.integer(3));
  const chosen = [...first, ...then];
  const message = chosen.reduce((current, [, change]) => change(current, context), genuine);
  return { changes: chosen.map(([name]) => name), message };
}

/** A name in upper and lower case, mixed. */
export const caseless = (name: string, random: Random): string =>
  [...name].map((each) => (random.chance(0.5) ? each.toUpperCase() : each.toLowerCase())).join('');

const eachLine = (change: (line: HeaderLine, random: Random) => HeaderLine): Change => {
  return (message, { random }) => ({
    ...message,
    headers: message.headers.map((line) => change(line, random)),
  });
};

/** What may happen to any message between the gateway and us, without changing what it says. */
const onTheWay: Changes = {
  'names of headers in another case': eachLine(([name, value], random) => [caseless(name, random), value]),
  'headers in another order': (message, { random }) => ({
    ...message,
    headers: inOtherOrder(message, random),
  }),
  'spaces around the values of headers': eachLine(([name, value], random) => [
    name,
    `${random.pick(['', ' ', '\t', ' \t '])}${value}${random.pick(['', ' ', '\t', '  '])}`,
  ]),
  'headers that mean nothing here': (message, { random }) => ({
    ...message,
    headers: [...unrelated(random), ...message.headers, ...unrelated(random)],
  }),
  'a body as text': (message) =>
    textOf(message.body) === undefined ? message : { ...message, shape: { ...message.shape, body: 'text' } },
  'one value for each header': (message) =>
    hasTwins(message) ? message : { ...message, shape: { ...message.shape, isSingle: true } },
  'a second parameter of the query': (message) => ({ ...message, query: [message.query, 'utm=1'].join('&') }),
};

// The lines of one header keep their order, which means something.
function inOtherOrder({ headers }: Message, random: Random): readonly HeaderLine[] {
  const names = [...new Set(headers.map(([name]) => name.toLowerCase()))];
  return random.shuffle(names).flatMap((name) => headers.filter((line) => line[0].toLowerCase() === name));
}

function hasTwins({ headers }: Message): boolean {
  return new Set(headers.map(([name]) => name.toLowerCase())).size < headers.length;
}

function unrelated(random: Random): readonly HeaderLine[] {
  const lines: readonly HeaderLine[] = [
    ['User-Agent', random.word(12)],
    ['X-Forwarded-For', '203.0.113.7, 198.51.100.2'],
    ['X-Amzn-Trace-Id', `Root=1-${random.word(8)}`],
    ['Cookie', `a=${random.word(4)}; signature=${random.word(8)}`],
    ['X-Webhook-Signature', `v1,${random.word(43)}=`],
    ['X-Hub-Signature-256', `sha256=${'0'.repeat(64)}`],
    ['Content-Type', 'application/json; charset=utf-8'],
    ['Signature', random.word(20)],
  ];
  return random.shuffle(lines).slice(0, random.integer(4));
}
