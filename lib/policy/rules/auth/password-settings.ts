import type { Setting } from '../../../cloudformation/environment-settings.ts';
import { own } from '../../../cloudformation/model/json.ts';
import { asNumber, observe, type Verdict } from '../../expect.ts';
import type { Observation } from '../../observation.ts';
import facts from './password-hashing.json' with { type: 'json' };

const { least, words } = facts;

/** What the settings of one resource say of how it hashes passwords; nothing where none does. */
export function hashingIn(settings: readonly Setting[]): readonly Observation[] {
  const read = settings.map((setting) => ({ ...setting, words: wordsOf(setting.name) }));
  return read.flatMap((setting) => [...algorithm(setting), ...cost(setting, read)]);
}

interface Named extends Setting {
  readonly words: readonly string[];
}

/** `PASSWORD_HASH_ROUNDS`, `passwordHashRounds` and `/shop/password/hash-rounds` are the same words. */
function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
}

function holdsOneOf(found: readonly string[], wanted: readonly string[]): boolean {
  return found.some((word) => wanted.includes(word));
}

function algorithm(setting: Named): readonly Observation[] {
  const { value } = setting;
  const last = setting.words.at(-1) ?? '';
  if (!holdsOneOf(setting.words, words.password) || !words.algorithm.includes(last)) return [];
  const isNamed =
    value.alternatives.some(({ kind }) => kind === 'unknown') ||
    value.alternatives.some((one) => one.kind === 'literal' && speed(String(one.value)) !== undefined);
  if (!isNamed) return [];
  return [
    observe(
      value,
      { expected: `${facts.slow.algorithms.join(', ')}: made to be slow` },
      (resolved): Verdict => {
        const found = resolved.kind === 'literal' ? speed(String(resolved.value)) : undefined;
        return found && found === 'slow';
      },
    ),
  ];
}

/** `PBKDF2-HMAC-SHA256` begins with what counts, and so does `{bcrypt}`; `HmacSHA256` is fast under any name. */
function speed(name: string): 'slow' | 'fast' | undefined {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '')
    .replace(/^hmac/, '');
  const isOf = (algorithms: readonly string[]) => algorithms.includes(plain);
  if (isOf(facts.slow.algorithms) || /^(pbkdf2|argon2id|bcrypt|scrypt)/.test(plain)) return 'slow';
  return isOf(facts.fast.algorithms) ? 'fast' : undefined;
}

/** Costs by the algorithm that a name holds; salt rounds are those of bcrypt. */
function cost(setting: Named, all: readonly Named[]): readonly Observation[] {
  const found = judges.find(({ isMeant }) => isMeant(setting.words));
  return found ? found.judge(setting, all) : [];
}

interface Judge {
  readonly isMeant: (found: readonly string[]) => boolean;
  readonly judge: (setting: Named, all: readonly Named[]) => readonly Observation[];
}

const judges: readonly Judge[] = [
  {
    isMeant: (found) =>
      (found.includes('bcrypt') && holdsOneOf(found, words.cost)) ||
      (found.includes('salt') && found.includes('rounds')),
    judge: (setting) => [atLeast(setting, least.bcrypt.cost, 'the cost of bcrypt')],
  },
  {
    isMeant: (found) => isArgon(found) && holdsOneOf(found, words.memory),
    judge: (setting, all) => [memory(setting, all)],
  },
  {
    isMeant: (found) => found.includes('scrypt') && (holdsOneOf(found, words.cost) || found.includes('n')),
    judge: (setting) => [
      number(setting, `2^${least.scrypt.exponent} or more, the cost of scrypt`, (value) =>
        value > 64 ? value >= 2 ** least.scrypt.exponent : value >= least.scrypt.exponent,
      ),
    ],
  },
  {
    isMeant: (found) => found.includes('pbkdf2') && holdsOneOf(found, words.rounds),
    judge: (setting, all) => [atLeast(setting, rounds(all), 'the rounds of PBKDF2')],
  },
];

function isArgon(found: readonly string[]): boolean {
  return found.some((word) => word.startsWith('argon2'));
}

function atLeast(setting: Named, bound: number, what: string): Observation {
  return number(setting, `at least ${bound}, ${what}`, (value) => value >= bound);
}

function number({ value }: Named, expected: string, isEnough: (value: number) => Verdict): Observation {
  return observe(value, { expected }, (resolved): Verdict => {
    const found = resolved.kind === 'literal' ? asNumber(resolved.value) : undefined;
    return found === undefined ? undefined : isEnough(found);
  });
}

/** Less memory takes more passes; numbers below a thousand may be MiB, and nobody can tell. */
function memory(setting: Named, all: readonly Named[]): Observation {
  const passes = all.find((one) => isArgon(one.words) && holdsOneOf(one.words, words.passes));
  const times = passes && asNumber(passes.value.literal);
  const pairs = least.argon2.pairs.map(([kib = 0, passed = 0]) => ({ kib, passed }));
  const wanted = pairs.map(({ kib, passed }) => `${kib} with ${passed}`).join(', ');
  return number(setting, `KiB with passes of Argon2id: ${wanted}`, (kib) => {
    if (kib < 1000) return undefined;
    const enough = pairs.filter((pair) => kib >= pair.kib);
    if (enough.length === 0) return false;
    if (enough.length === pairs.length || times === undefined)
      return enough.length === pairs.length || undefined;
    return enough.some(({ passed }) => times >= passed);
  });
}

/** The hash inside is named beside the rounds, if anywhere. */
function rounds(all: readonly Named[]): number {
  const texts = all.map(({ value }) =>
    String(value.literal)
      .toLowerCase()
      .replace(/[^a-z0-9]/g, ''),
  );
  const inside = ['sha512', 'sha1'].find((name) => texts.some((text) => text.endsWith(name)));
  return (
    own<number>(least.pbkdf2 as unknown as Record<string, number>, inside ?? 'sha256') ?? least.pbkdf2.sha256
  );
}
