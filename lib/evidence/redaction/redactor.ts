import { html } from '../../report/formats/html/markup.ts';

/** What is replaced by its form, wherever it stands. */
const forms = {
  arn: String.raw`arn:[^\s"'<>\\,;()[\]&|\x60]+`,
  address: String.raw`[\p{L}\p{N}.+%_-]+@(?:[\p{L}\p{N}_-]+\.)+\p{L}{2,}`,
  host: [
    String.raw`[\w.-]+\.(?:vpce|elb|rds|cache|es)(?:\.[a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?`,
    String.raw`[\w.-]+\.(?:internal|intranet|local|lan|corp)(?![\w-])`,
  ].join('|'),
  account: String.raw`(?<![\p{L}\p{N}])\d{12}(?![\p{L}\p{N}])`,
} as const;

type Kind = keyof typeof forms | 'person';

/** Tokens keep the form of what they stand for where a schema asks for it. */
const tokens: Readonly<Record<Kind, (number: number) => string>> = {
  arn: (number) => `arn:redacted:${number}`,
  address: (number) => `address-${number}@redacted.invalid`,
  host: (number) => `host-${number}.redacted.invalid`,
  account: (number) => `account-${number}`,
  person: (number) => `Person ${number}`,
};

/** What is replaced because somebody knows that it is one. */
export interface KnownValues {
  readonly people: readonly string[];
  /** Hosts of others that only functions of the shop speak to. */
  readonly hosts: readonly string[];
}

/**
 * Makes the one replacement of a bundle: the same value gives the same token in every text, in the order in which values first come. Nothing
 * outside of the bundle tells what a token stands for.
 */
export function createRedactor({ people, hosts }: KnownValues): (text: string) => string {
  const spellings = new Map([
    ...people.flatMap((name) => spelled(name).map((text) => [text.toLowerCase(), name] as const)),
    ...hosts.flatMap((name) => spelled(name).map((text) => [text.toLowerCase(), name] as const)),
  ]);
  const groups: readonly (readonly [Kind, string])[] = [
    ['arn', forms.arn],
    ['address', forms.address],
    ['host', [...literals(hosts), forms.host].join('|')],
    ['account', forms.account],
    ...(people.length > 0 ? [['person', literals(people).join('|')] as const] : []),
  ];
  const pattern = new RegExp(groups.map(([kind, form]) => `(?<${kind}>${form})`).join('|'), 'giu');
  const given = new Map<string, string>();
  const count = new Map<Kind, number>();
  const tokenFor = (kind: Kind, found: string): string => {
    const value = spellings.get(found.toLowerCase()) ?? found;
    const key = `${kind} ${value.toLowerCase()}`;
    const known = given.get(key);
    if (known !== undefined) return known;
    const number = (count.get(kind) ?? 0) + 1;
    count.set(kind, number);
    const token = tokens[kind](number);
    given.set(key, token);
    return token;
  };
  return (text) =>
    text.replace(pattern, (...match) => {
      const found: string = match[0];
      const named: Readonly<Record<string, string | undefined>> = match.at(-1);
      const [kind] = groups.find(([each]) => named[each] !== undefined) ?? [];
      if (kind === undefined) throw new Error('a match belongs to one of the groups');
      const end = kind === 'arn' ? (/[.:]+$/.exec(found)?.[0] ?? '') : '';
      return tokenFor(kind, found.slice(0, found.length - end.length)) + end;
    });
}

/** Each text as an expression that finds it as a word of its own, the longest first. */
function literals(texts: readonly string[]): readonly string[] {
  return texts
    .flatMap(spelled)
    .toSorted((one, other) => other.length - one.length)
    .map((text) => `(?<![\\p{L}\\p{N}])${text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}(?![\\p{L}\\p{N}])`);
}

/** A text as it stands in a sentence, in a page, in JSON and in an address. */
function spelled(text: string): readonly string[] {
  const inJson = (value: string) => JSON.stringify(value).slice(1, -1);
  const inPage = html`${text}`.text;
  return [...new Set([text, inPage, inJson(text), inJson(inPage), encodeURIComponent(text)])];
}
