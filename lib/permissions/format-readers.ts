import type { Paint } from '../paint.ts';
import type { Decision } from './decide.ts';
import type { Identity } from './identities.ts';
import type { Reader, SecretReaders } from './secret-readers.ts';
import { trustedBy } from './trust.ts';

/** Version of the JSON form; a change that breaks readers raises it. */
const whoSchema = 'palisade-who/1';

const notShown =
  'No template shows the administrators of the account, the role that the CDK deploys with, and the policies of an organization.';

/** How far an identity gets with a secret. */
export type Standing = 'reads' | 'reads where' | 'unknown' | 'could' | 'cannot';

/** How far a reader gets. */
export function standingOf({ decision, ways }: Reader): Standing {
  if (decision.truth === true) return decision.needs.length > 0 ? 'reads where' : 'reads';
  return decision.truth === undefined && ways.every((way) => way.decision.truth !== true)
    ? 'unknown'
    : 'could';
}

/** Who reads which secret, as a person reads it in a terminal. */
export function formatReaders(secrets: readonly SecretReaders[], paint: Paint): string {
  const sections = secrets.flatMap((one) => [...section(one, paint), '']);
  return [
    ...(secrets.length === 0 ? ['No secret is among the templates.', ''] : sections),
    paint.quiet(notShown),
    '',
  ].join('\n');
}

/** The same for scripts. */
export function readersAsJson(secrets: readonly SecretReaders[]): string {
  const shown = secrets.map(({ secret, readers, others }) => ({
    secret: secret.logicalId,
    name: String(secret.property('Name')),
    template: secret.template.name,
    readers: readers.map((reader) => ({
      ...identityOf(reader.identity),
      standing: standingOf(reader),
      where: reader.decision.needs,
      because: reader.decision.because,
      ways: reader.ways.map(({ says, decision }) => ({
        could: says,
        isSure: decision.truth === true,
        where: decision.needs,
        because: decision.because,
      })),
    })),
    others: others.map(identityOf),
  }));
  return `${JSON.stringify({ schema: whoSchema, notShown, secrets: shown }, null, 2)}\n`;
}

function identityOf(identity: Identity) {
  const { kind, resource, account } = identity;
  return {
    kind,
    logicalId: resource.logicalId,
    template: resource.template.name,
    ...(account === undefined ? {} : { account }),
    trusts: trustedBy(identity),
  };
}

function section({ secret, readers, others }: SecretReaders, paint: Paint): readonly string[] {
  const name = secret.property('Name');
  const title = name.isAbsent ? secret.logicalId : `${name} (${secret.logicalId})`;
  return [
    paint.strong(`Who reads the secret ${title} of ${secret.template.name}`),
    ...(readers.length === 0
      ? ['  nobody of the templates']
      : readers.flatMap((reader) => lines(reader, paint))),
    paint.quiet(`  cannot  ${others.length} others: ${others.map(titleOf).join(', ') || 'none'}`),
  ];
}

const standings: Readonly<Record<Standing, keyof Paint>> = {
  reads: 'strong',
  'reads where': 'strong',
  unknown: 'doubtful',
  could: 'bad',
  cannot: 'quiet',
};

function lines(reader: Reader, paint: Paint): readonly string[] {
  const standing = standingOf(reader);
  const { identity, decision, ways } = reader;
  const trusting = trustedBy(identity);
  return [
    `  ${paint[standings[standing]](standing)}  ${titleOf(identity)}${trusting.length > 0 ? `, taken on by ${trusting.join(', ')}` : ''}`,
    ...(standing === 'could' ? [] : reasons(decision, paint)),
    ...ways.flatMap((way) => [
      `      ${way.decision.truth === true ? 'could' : 'could perhaps'} ${way.says}`,
      ...reasons(way.decision, paint),
    ]),
  ];
}

function reasons({ needs, because }: Decision, paint: Paint): readonly string[] {
  return [
    ...needs.map((need) => `      where ${need}`),
    ...because.map((one) => paint.quiet(`      because of ${one}`)),
  ];
}

function titleOf({ kind, resource }: Identity): string {
  return `${kind} ${resource.logicalId}`;
}
