import type { Model } from '../../cloudformation/model/model.ts';
import {
  type AcceptancesRead,
  type AnyAcceptance,
  coveredBy,
  isOfEvery,
  readFileAcceptances,
} from '../../contract/acceptance.ts';
import { groupBy } from '../../group-by.ts';
import { type CentralPolicy, objectionTo } from '../central-policy.ts';
import { isBlocking } from '../finding.ts';
import { nobody, type Owner, ownerOf } from '../fingerprint.ts';
import type { Judgement } from '../judged-finding.ts';
import type { RuleText } from '../rule.ts';
import { isAmongResources } from './resources-of-a-type.ts';

/** A file of acceptances, the only way to accept findings of a template that is no storefront's. */
export interface AcceptanceFile {
  readonly name: string;
  /** Entries as they were read; each is checked for completeness here. */
  readonly entries: readonly unknown[];
  /**
   * Whether it is about more templates than are judged, so that an entry without a finding may have one there.
   *
   * @default false
   */
  readonly coversMore?: boolean;
}

interface AcceptanceContext {
  readonly model: Model;
  /** Every rule there is. */
  readonly rules: readonly RuleText[];
  /** The rules that were run. */
  readonly judged: readonly RuleText[];
  readonly acceptances?: readonly AcceptanceFile[];
  /** What limits who may accept what. */
  readonly centralPolicy?: CentralPolicy;
  readonly asOf?: string;
}

/** An acceptance that does not hold, as a finding of its own. */
export interface AcceptanceProblem {
  readonly rule: RuleText;
  /** The rule whose findings it accepts, as far as it says so. */
  readonly accepted: string | undefined;
  /** What it covers, as a phrase, as far as it says so. */
  readonly covered: string | undefined;
  /** The one resource that it names. */
  readonly resource: string | undefined;
  readonly origin: Origin;
  readonly message: string;
}

/** Where an acceptance was written. */
interface Origin {
  readonly template: string;
  readonly stack: string;
  readonly path: string;
  readonly owner: Owner;
}

interface AcceptanceSource extends AcceptancesRead<AnyAcceptance> {
  readonly origin: Origin;
  /** The template whose findings the acceptances may excuse. */
  readonly covers: string;
  readonly coversMore: boolean;
}

export interface AcceptancesApplied {
  readonly judgements: readonly Judgement[];
  readonly problems: readonly AcceptanceProblem[];
}

/** Turns accepted judgements into `accepted` ones, and reports acceptances that do not hold. */
export function applyAcceptances(
  found: readonly Judgement[],
  context: AcceptanceContext,
): AcceptancesApplied {
  const sources = [...templateSources(context.model), ...(context.acceptances ?? []).map(fileSource)];
  const byPlace = index(sources);
  const used = new Set<AnyAcceptance>();

  const judgements = found.map((judgement) => {
    if (!isBlocking(judgement)) return judgement;
    const candidates = [judgement.place.template, everyTemplate]
      .flatMap((template) => byPlace.get(keyOf(template, judgement.rule.id)) ?? [])
      .filter((candidate) => concerns(candidate, judgement));
    for (const candidate of candidates) used.add(candidate);
    const acceptance = candidates.find(
      (candidate) => isInForce(candidate, context) && refusal(candidate, context) === undefined,
    );
    return acceptance ? { ...judgement, status: 'accepted' as const, acceptance } : judgement;
  });
  return { judgements, problems: sources.flatMap((source) => problemsOf(source, used, context)) };
}

function isInForce({ expires }: AnyAcceptance, { asOf }: AcceptanceContext): boolean {
  return asOf === undefined || expires >= asOf;
}

/** Why the central policy does not let somebody accept it; nothing where it does, or where there is none. */
function refusal(
  entry: AnyAcceptance,
  { centralPolicy, rules, asOf }: AcceptanceContext,
): string | undefined {
  const severity = rules.find(({ id }) => id === entry.rule)?.severity;
  return centralPolicy && objectionTo(entry, centralPolicy, { severity, asOf });
}

function problemsOf(
  { acceptances, malformed, origin, coversMore }: AcceptanceSource,
  used: ReadonlySet<AnyAcceptance>,
  context: AcceptanceContext,
): readonly AcceptanceProblem[] {
  return [
    ...malformed.map(({ entry, mistakes }) => ({
      rule: acceptanceMalformed,
      accepted: entry.rule,
      covered: entry.resource,
      resource: entry.resource,
      origin,
      message: `is incomplete: ${mistakes.join('; ')}`,
    })),
    ...acceptances.flatMap((entry) =>
      lapses(entry, coversMore || used.has(entry), context).map((lapse) => ({
        ...lapse,
        accepted: entry.rule,
        covered: coveredBy(entry),
        resource: isOfEvery(entry) ? undefined : entry.resource,
        origin,
      })),
    ),
  ];
}

interface Lapse {
  readonly rule: RuleText;
  readonly message: string;
}

function lapses(entry: AnyAcceptance, isNeeded: boolean, context: AcceptanceContext): readonly Lapse[] {
  const found: Lapse[] = [];
  const refused = refusal(entry, context);
  if (refused !== undefined) found.push({ rule: acceptanceRefused, message: refused });
  if (!isInForce(entry, context))
    found.push({ rule: acceptanceExpired, message: `ended on ${entry.expires}` });
  // What another pack finds is not seen here, so nothing can be said about its use.
  const isOtherPack = entry.rule.includes('::');
  if (!isOtherPack && !context.rules.some(({ id }) => id === entry.rule)) {
    found.push({ rule: acceptanceMalformed, message: 'names a rule that does not exist' });
  }
  if (!isNeeded && context.judged.some(({ id }) => id === entry.rule)) {
    found.push({ rule: acceptanceUnused, message: 'matches no finding; remove it' });
  }
  return found;
}

function concerns(acceptance: AnyAcceptance, judgement: Judgement): boolean {
  const { place, said, subject } = judgement;
  if (acceptance.template !== undefined && acceptance.template !== place.template) return false;
  if (acceptance.about !== undefined && acceptance.about !== said.about) return false;
  if (isOfEvery(acceptance)) return isAmongResources(judgement, acceptance.resources);
  return [place.logicalId, subject?.logicalId, place.construct].includes(acceptance.resource);
}

/** What storefronts accept in their own templates; a template speaks for itself alone. */
function templateSources(model: Model): readonly AcceptanceSource[] {
  return model.templates.flatMap((template): readonly AcceptanceSource[] => {
    const { name, stackName, contract } = template;
    if (!contract) return [];
    return [
      {
        acceptances: contract.contract?.acceptances ?? [],
        malformed: contract.malformed,
        origin: {
          template: name,
          stack: stackName ?? name,
          path: 'Metadata.Palisade.acceptances',
          owner: ownerOf(template),
        },
        covers: name,
        coversMore: false,
      },
    ];
  });
}

function fileSource(file: AcceptanceFile): AcceptanceSource {
  const origin = { template: file.name, stack: file.name, path: 'acceptances', owner: nobody };
  const { coversMore = false } = file;
  return { ...readFileAcceptances(file.entries), origin, covers: everyTemplate, coversMore };
}

/** No template has an empty name. */
const everyTemplate = '';

/** Acceptances by the template that they cover and the rule that they name: a report has thousands of findings. */
function index(sources: readonly AcceptanceSource[]): ReadonlyMap<string, readonly AnyAcceptance[]> {
  const entries = sources.flatMap(({ acceptances, covers }) =>
    acceptances.map((acceptance) => ({ key: keyOf(covers, acceptance.rule), acceptance })),
  );
  const groups = groupBy(entries, ({ key }) => key);
  return new Map([...groups].map(([key, group]) => [key, group.map(({ acceptance }) => acceptance)]));
}

function keyOf(template: string, rule: string): string {
  return `${rule}\n${template}`;
}

/** An acceptance ends on its day: the finding counts again, and the lapse is a finding too. */
export const acceptanceExpired: RuleText = {
  id: 'ACCEPTANCE-expired',
  title: 'Every acceptance is still in force',
  severity: 'medium',
  why: 'An exception that nobody renews has become the rule without anybody deciding it.',
  fix: 'Remove the cause, or have the approver decide again and set a new expiry date and ticket.',
  controls: [],
  since: '0.1.0',
  stage: 'enforced',
};

/** An acceptance that silences nothing hides that its reason is gone. */
export const acceptanceUnused: RuleText = {
  id: 'ACCEPTANCE-unused',
  title: 'Every acceptance matches a finding',
  severity: 'low',
  why: 'A stale exception silently excuses the next resource that gets the same name.',
  fix: 'Remove the acceptance.',
  controls: [],
  since: '0.1.0',
  stage: 'enforced',
};

/** An acceptance is evidence, so it needs all of its fields and a second person. */
export const acceptanceMalformed: RuleText = {
  id: 'ACCEPTANCE-malformed',
  title: 'Every acceptance is complete and approved by somebody else than its owner',
  severity: 'medium',
  why: 'An exception without owner, approver, reason or expiry date is a gap that nobody answers for.',
  fix: 'Give rule, resource, kind, reason, owner, approver, ticket and expires; the approver differs from the owner.',
  controls: [],
  since: '0.1.0',
  stage: 'enforced',
};

/** What nobody was entitled to decide was not decided, so the finding counts. */
export const acceptanceRefused: RuleText = {
  id: 'ACCEPTANCE-refused',
  title: 'Every acceptance is one that the central policy allows',
  severity: 'high',
  why: 'An exception that its approver may not grant is a gap that those who answer for it have never seen.',
  fix: 'Remove the cause, or have somebody approve the acceptance whom the central policy allows to.',
  controls: [],
  since: '0.1.0',
  stage: 'enforced',
};
