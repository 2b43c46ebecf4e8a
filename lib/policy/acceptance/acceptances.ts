import type { Model } from '../../cloudformation/model/model.ts';

import { type Acceptance, type AcceptancesRead, readAcceptances } from '../../contract/acceptance.ts';
import type { Draft } from '../finding.ts';
import type { RuleText } from '../rule.ts';
import { acceptanceExpired, acceptanceMalformed, acceptanceUnused } from './rules.ts';

/** A file of acceptances, the only way to accept findings of a template that is no storefront's. */
export interface AcceptanceFile {
  readonly name: string;
  /** Entries as they were read; each is checked for completeness here. */
  readonly entries: readonly unknown[];
}

interface AcceptanceContext {
  readonly model: Model;
  /** Every rule there is. */
  readonly rules: readonly RuleText[];
  /** The rules that were run. */
  readonly judged: readonly RuleText[];
  readonly acceptances?: AcceptanceFile;
  readonly asOf?: string;
}

/** An acceptance that does not hold, as a finding of its own. */
export interface AcceptanceProblem {
  readonly rule: RuleText;
  readonly entry: Partial<Acceptance>;
  readonly origin: Origin;
  readonly message: string;
}

/** Where an acceptance was written. */
interface Origin {
  readonly template: string;
  readonly stack: string;
  readonly path: string;
}

interface Source extends AcceptancesRead {
  readonly origin: Origin;
  /** Whether the acceptances may excuse a finding of this template. */
  readonly covers: (template: string) => boolean;
}

export interface AcceptancesApplied {
  readonly findings: readonly Draft[];
  readonly problems: readonly AcceptanceProblem[];
}

/** Turns accepted findings into `accepted` ones, and reports acceptances that do not hold. */
export function applyAcceptances(drafts: readonly Draft[], context: AcceptanceContext): AcceptancesApplied {
  const sources = [...templateSources(context.model), ...fileSource(context.acceptances)];
  const used = new Set<Acceptance>();

  const findings = drafts.map((draft) => {
    if (draft.status !== 'fail' && draft.status !== 'unknown') return draft;
    const candidates = sources
      .filter(({ covers }) => covers(draft.template))
      .flatMap(({ acceptances }) => acceptances)
      .filter((candidate) => concerns(candidate, draft));
    for (const candidate of candidates) used.add(candidate);
    const acceptance = candidates.find((candidate) => isInForce(candidate, context));
    return acceptance ? { ...draft, status: 'accepted' as const, acceptance } : draft;
  });
  return { findings, problems: sources.flatMap((source) => problemsOf(source, used, context)) };
}

function isInForce({ expires }: Acceptance, { asOf }: AcceptanceContext): boolean {
  return asOf === undefined || expires >= asOf;
}

function problemsOf(
  { acceptances, malformed, origin }: Source,
  used: ReadonlySet<Acceptance>,
  context: AcceptanceContext,
): readonly AcceptanceProblem[] {
  return [
    ...malformed.map(({ entry, mistakes }) => ({
      rule: acceptanceMalformed,
      entry,
      origin,
      message: `is incomplete: ${mistakes.join('; ')}`,
    })),
    ...acceptances.flatMap((entry) =>
      lapses(entry, used.has(entry), context).map((lapse) => ({ ...lapse, entry, origin })),
    ),
  ];
}

interface Lapse {
  readonly rule: RuleText;
  readonly message: string;
}

function lapses(entry: Acceptance, isUsed: boolean, context: AcceptanceContext): readonly Lapse[] {
  const found: Lapse[] = [];
  if (!isInForce(entry, context))
    found.push({ rule: acceptanceExpired, message: `ended on ${entry.expires}` });
  // What another pack finds is not seen here, so nothing can be said about its use.
  const isOtherPack = entry.rule.includes('::');
  if (!isOtherPack && !context.rules.some(({ id }) => id === entry.rule)) {
    found.push({ rule: acceptanceMalformed, message: 'names no rule that exists' });
  }
  if (!isUsed && context.judged.some(({ id }) => id === entry.rule)) {
    found.push({ rule: acceptanceUnused, message: 'silences nothing; remove it' });
  }
  return found;
}

function concerns(acceptance: Acceptance, draft: Draft): boolean {
  if (acceptance.rule !== draft.rule) return false;
  if (acceptance.template !== undefined && acceptance.template !== draft.template) return false;
  if (acceptance.about !== undefined && acceptance.about !== draft.about) return false;
  return [draft.logicalId, draft.subject, draft.construct].includes(acceptance.resource);
}

/** What storefronts accept in their own templates; a template speaks for itself alone. */
function templateSources(model: Model): readonly Source[] {
  return model.templates.flatMap(({ name, stackName, contract }) =>
    contract
      ? [
          {
            acceptances: contract.contract?.acceptances ?? [],
            malformed: contract.malformed,
            origin: { template: name, stack: stackName ?? name, path: 'Metadata.Palisade.acceptances' },
            covers: (template) => template === name,
          },
        ]
      : [],
  );
}

function fileSource(file: AcceptanceFile | undefined): readonly Source[] {
  if (!file) return [];
  const origin = { template: file.name, stack: file.name, path: 'acceptances' };
  return [{ ...readAcceptances(file.entries), origin, covers: () => true }];
}
