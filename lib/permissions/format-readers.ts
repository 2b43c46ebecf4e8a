import { works } from '../contract/works.ts';
import type { Paint } from '../paint.ts';
import type { Candidate, Candidates } from './candidates.ts';
import type { Decision } from './decide.ts';
import type { Identity } from './identities.ts';
import type { SecretReaders } from './secret-readers.ts';
import { trustedBy } from './trust.ts';
import type { WorkDoers } from './work-doers.ts';

/** Version of the JSON form; a change that breaks readers raises it. */
const whoSchema = 'palisade-who/1';

const notShown =
  'No template shows the administrators of the account, the role that the CDK deploys with, and the policies of an organization.';

/** How far an identity gets with a secret or a work, whose verb is `does`. */
export type Standing = 'reads' | 'reads where' | 'unknown' | 'could' | 'cannot';

/** How far a reader gets. */
export function standingOf({ decision, ways }: Candidate): Standing {
  if (decision.truth === true) return decision.needs.length > 0 ? 'reads where' : 'reads';
  return decision.truth === undefined && ways.every((way) => way.decision.truth !== true)
    ? 'unknown'
    : 'could';
}

/** What is asked of templates: who reads which secret, and who does which work. */
export interface Answers {
  readonly secrets: readonly SecretReaders[];
  readonly works: readonly WorkDoers[];
}

/** Who reads which secret and does which work, as a person reads it in a terminal. */
export function formatReaders({ secrets, works: doers }: Answers, paint: Paint): string {
  const sections = [
    ...secrets.flatMap((one) => [...secretSection(one, paint), '']),
    ...doers.flatMap((one) => [...workSection(one, paint), '']),
  ];
  return [
    ...(sections.length === 0 ? ['No secret is among the templates.', ''] : sections),
    paint.quiet(notShown),
    '',
  ].join('\n');
}

/** The same for scripts. */
export function readersAsJson({ secrets, works: doers }: Answers): string {
  const shown = secrets.map(({ secret, candidates, others }) => ({
    secret: secret.logicalId,
    name: String(secret.property('Name')),
    template: secret.template.name,
    readers: candidates.map(candidateOf),
    others: others.map(identityOf),
  }));
  const done = doers.map(({ work, subject, environment, candidates, others }) => ({
    ...{ work, role: works[work].role, does: works[work].does, subject, environment },
    doers: candidates.map(candidateOf),
    others: others.map(identityOf),
  }));
  return `${JSON.stringify({ schema: whoSchema, notShown, secrets: shown, works: done }, null, 2)}\n`;
}

function candidateOf(candidate: Candidate) {
  return {
    ...identityOf(candidate.identity),
    standing: standingOf(candidate),
    where: candidate.decision.needs,
    because: candidate.decision.because,
    ways: candidate.ways.map(({ says, decision }) => ({
      could: says,
      isSure: decision.truth === true,
      where: decision.needs,
      because: decision.because,
    })),
  };
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

function secretSection({ secret, ...found }: SecretReaders, paint: Paint): readonly string[] {
  const name = secret.property('Name');
  const title = name.isAbsent ? secret.logicalId : `${name} (${secret.logicalId})`;
  return [
    paint.strong(`Who reads the secret ${title} of ${secret.template.name}`),
    ...candidateLines(found, 'reads', paint),
  ];
}

function workSection({ work, subject, environment, ...found }: WorkDoers, paint: Paint): readonly string[] {
  return [
    paint.strong(`Who ${works[work].does} in ${environment} (${work}: ${subject})`),
    ...candidateLines(found, 'does', paint),
  ];
}

function candidateLines({ candidates, others }: Candidates, verb: Verb, paint: Paint): readonly string[] {
  return [
    ...(candidates.length === 0
      ? ['  nobody of the templates']
      : candidates.flatMap((candidate) => lines(candidate, verb, paint))),
    paint.quiet(`  cannot  ${others.length} others: ${others.map(titleOf).join(', ') || 'none'}`),
  ];
}

type Verb = 'reads' | 'does';

const standings: Readonly<Record<Standing, keyof Paint>> = {
  reads: 'strong',
  'reads where': 'strong',
  unknown: 'doubtful',
  could: 'bad',
  cannot: 'quiet',
};

function lines(candidate: Candidate, verb: Verb, paint: Paint): readonly string[] {
  const standing = standingOf(candidate);
  const { identity, decision, ways } = candidate;
  const trusting = trustedBy(identity);
  return [
    `  ${paint[standings[standing]](standing.replace('reads', verb))}  ${titleOf(identity)}${trusting.length > 0 ? `, taken on by ${trusting.join(', ')}` : ''}`,
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
