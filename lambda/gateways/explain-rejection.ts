import type { Delivery } from './delivery.ts';
import type { HeaderForm, SecretMistake } from './diagnosis.ts';
import type { Gateway, MerchantAccount, Receipt, Rejection, Secret, SecretField } from './gateway.ts';
import { parseJson } from './json.ts';
import { titleOf } from './registry.ts';

/** A delivery and what it is held against. */
export interface Attempt {
  readonly gateway: Gateway;
  readonly delivery: Delivery;
  readonly account: MerchantAccount;
  readonly now: Date;
}

/**
 * Why a delivery is refused, in one sentence for the owner of the secret: general causes are tried out here, and what
 * only one gateway does is known to its adapter. It holds no value of the secret, of a header or of the body.
 */
export function explainRejection(attempt: Attempt, rejection: Rejection): string {
  return explanations[rejection](attempt);
}

/** The members of a gateway's secret that callbacks are verified with, the key first. */
export function callbackMembers({ secretFields }: Gateway): readonly string[] {
  return Object.keys(secretFields).filter((name) =>
    ['callbacks', 'both'].includes(secretFields[name]?.for ?? ''),
  );
}

const explanations: Readonly<Record<Rejection, (attempt: Attempt) => string>> = {
  malformed: whyMalformed,
  stale: whyStale,
  forged: whyForged,
  undecidable: whyUndecidable,
};

function receive({ gateway, delivery, account, now }: Attempt): Receipt {
  return gateway.receive(delivery, account, now);
}

function whyMalformed(attempt: Attempt): string {
  const { gateway, delivery } = attempt;
  const title = titleOf(gateway.name);
  const { headers, contentFault } = gateway.diagnosis;
  if (delivery.body.length === 0)
    return 'the body is empty: it has to be kept as it arrived, before anything reads it';
  const missing = headers.filter(({ name, isOptional }) => !isOptional && !delivery.headers.has(name));
  if (missing.length > 0) {
    const names = missing.map(({ name }) => name).join(' and no ');
    return `found no header ${names}, which ${title} sends with each callback; see what drops it on the way`;
  }
  const [wrong] = wrongHeaders(attempt, headers);
  if (wrong) return headerFault(attempt, wrong);
  return contentFault?.(delivery) ?? `it is not in the form that ${title} documents`;
}

/** The headers without which the delivery would not be malformed: found by trying, so that the adapter decides. */
function wrongHeaders(attempt: Attempt, forms: readonly HeaderForm[]): readonly HeaderForm[] {
  const present = forms.filter(({ name }) => attempt.delivery.headers.has(name));
  if (isMalformedWith(attempt, present)) return [];
  return present.filter((form) =>
    isMalformedWith(
      attempt,
      present.filter((other) => other !== form),
    ),
  );
}

function isMalformedWith(attempt: Attempt, forms: readonly HeaderForm[], times = 1): boolean {
  const headers = new Map(attempt.delivery.headers);
  for (const { name, example } of forms)
    headers.set(
      name,
      Array.from({ length: times }, () => example),
    );
  return receive({ ...attempt, delivery: { ...attempt.delivery, headers } }).result === 'malformed';
}

function headerFault(attempt: Attempt, form: HeaderForm): string {
  const times = attempt.delivery.headers.get(form.name)?.length ?? 0;
  if (times > 1 && isMalformedWith(attempt, [form], times)) {
    return `header ${form.name} arrived ${times} times, and counts only when it arrives once`;
  }
  return `header ${form.name} is not ${form.form}`;
}

function whyStale({ gateway: { name, diagnosis }, delivery, now }: Attempt): string {
  const { signedTime } = diagnosis;
  const age = now.getTime() / 1000 - (signedTime?.read(delivery) ?? Number.NaN);
  if (!signedTime || Number.isNaN(age)) return `the time at which ${titleOf(name)} signed it is none`;
  if (age < 0) return `signed ${duration(-age)} in the future, so one of the two clocks is wrong`;
  return `signed ${duration(age)} ago, and accepted for ${duration(signedTime.oldestSeconds)}`;
}

function duration(seconds: number): string {
  if (seconds < 7200) return `${Math.round(seconds)} seconds`;
  if (seconds < 48 * 3600) return `${Math.round(seconds / 3600)} hours`;
  return `${Math.round(seconds / 86400)} days`;
}

function whyUndecidable(attempt: Attempt): string {
  const { gateway, delivery, account } = attempt;
  const address = gateway.certificateUrl?.(delivery, account);
  if (address !== undefined && !delivery.certificate) {
    return `the signature needs ${titleOf(gateway.name)}'s certificate: fetch ${address} and give its text as the certificate`;
  }
  const names = callbackMembers(gateway).join(' and ');
  return secretFault(attempt) ?? `it is signed, and the secret has no ${names} to check it with`;
}

// Which part of a signature differs is not said, since that would tell nothing but how to forge one.
function whyForged(attempt: Attempt): string {
  const { certificateFault, mistakes = [], otherwise } = attempt.gateway.diagnosis;
  const fault = secretFault(attempt) ?? certificateFault?.(attempt.delivery, attempt.now);
  if (fault !== undefined) return fault;
  const likely = [...changesOnTheWay, ...mistakes.map(mendedSecret)];
  const cause = likely.find(({ undo }) => undo(attempt).some(isAccepted));
  return cause?.finding ?? otherwise ?? unknownCause(attempt);
}

interface Cause {
  readonly finding: string;
  /** The attempt as it would have been without the mistake. */
  readonly undo: (attempt: Attempt) => readonly Attempt[];
}

const changesOnTheWay: readonly Cause[] = [
  {
    finding: 'the signature is right for this body with another end: something added or took away a line end',
    undo: (attempt) => {
      const text = attempt.delivery.body.toString('latin1');
      const ends = [text.trimEnd(), `${text}\n`, `${text}\r\n`];
      return ends.flatMap((end) => withBody(attempt, Buffer.from(end, 'latin1')));
    },
  },
  {
    finding:
      'the signature is right for this JSON in other white space: something read the body and wrote it anew',
    undo: (attempt) => [undefined, 2].flatMap((space) => withBody(attempt, rewritten(attempt, space))),
  },
  {
    finding:
      'the signature is right for what this base64 stands for: give it as bodyBase64, and have the function decode it',
    undo: (attempt) => withBody(attempt, Buffer.from(attempt.delivery.body.toString('latin1'), 'base64')),
  },
  {
    finding:
      'the signature is right for another spelling of the address: write url as the gateway knows it, to the slash',
    undo: (attempt) => otherAddresses(attempt.delivery.registeredUrl).map((url) => withAddress(attempt, url)),
  },
];

function mendedSecret({ finding, mend }: SecretMistake): Cause {
  const undo = ({ account, ...attempt }: Attempt): readonly Attempt[] => {
    const mended = (secret: Secret) => mend(secret, attempt.delivery);
    const [current, ...others] = account.secrets;
    return [{ ...attempt, account: { ...account, secrets: [mended(current), ...others.map(mended)] } }];
  };
  return { finding, undo };
}

function unknownCause({ gateway: { name }, delivery }: Attempt): string {
  if (delivery.body.includes(Buffer.from('\uFFFD'))) {
    return 'the body holds characters that were lost when it was read as text: capture it as bodyBase64';
  }
  return `no signature in it was made for this body with this secret: compare the secret with what ${titleOf(name)} shows for this very address`;
}

function isAccepted(attempt: Attempt): boolean {
  return ['authentic', 'unverified'].includes(receive(attempt).result);
}

function withBody(attempt: Attempt, body: Buffer | undefined): readonly Attempt[] {
  return body && body.length > 0 ? [{ ...attempt, delivery: { ...attempt.delivery, body } }] : [];
}

// What was made to be hard to write again was not written by the gateway either.
function rewritten({ delivery }: Attempt, space: number | undefined): Buffer | undefined {
  try {
    const value = parseJson(delivery.body);
    return value === undefined ? undefined : Buffer.from(JSON.stringify(value, null, space));
  } catch {
    return undefined;
  }
}

function otherAddresses(url: string): readonly string[] {
  const schemes = [url, url.replace(/^http:/, 'https:'), url.replace(/^https:/, 'http:')];
  return schemes.flatMap((each) => [each, each.endsWith('/') ? each.slice(0, -1) : `${each}/`]);
}

function withAddress(attempt: Attempt, registeredUrl: string): Attempt {
  return { ...attempt, delivery: { ...attempt.delivery, registeredUrl } };
}

/** What is wrong with the form of a secret, by the name of the member alone; nothing if nothing is. */
function secretFault({ gateway, account: { secrets } }: Attempt): string | undefined {
  const members = callbackMembers(gateway);
  const faults = secrets.flatMap((secret, index) => {
    const version =
      secrets.length === 1 ? 'the secret' : index === 0 ? 'the current secret' : 'the previous secret';
    return members.flatMap((name) => {
      const field = gateway.secretFields[name];
      const fault = field && memberFault(secret[name], field);
      return fault ? [`${name} of ${version} ${fault}; it is the ${field.meaning}`] : [];
    });
  });
  return faults[0];
}

function memberFault(
  value: string | undefined,
  { optional, pattern = '^[\\x21-\\x7e]+$' }: SecretField,
): string | undefined {
  if (value === undefined) return optional ? undefined : 'is missing';
  if (value === '') return 'is empty';
  if (/\s/.test(value)) return 'holds white space, which was probably copied along';
  return new RegExp(pattern).test(value) ? undefined : `is not of its form, ${pattern}`;
}
