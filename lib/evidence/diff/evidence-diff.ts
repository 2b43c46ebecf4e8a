import type { SignificantChange } from '../../policy/diff/significant.ts';
import { isAtLeast } from '../../policy/severity.ts';
import type { BundleFacts, FindingFact, ProcedureFact, RequirementFact, RuleFact } from './bundle-facts.ts';

/** Parts of a bundle that are compared, in the order in which a reader asks for them. */
export const areas = {
  judging: 'What it was judged by',
  environments: 'Environments',
  requirements: 'Requirements',
  findings: 'Findings',
  significant: 'Significant changes',
  obligations: 'Obligations',
  procedures: 'Policies and procedures',
  registers: 'Registers',
  templates: 'Templates',
} as const;

/** Something that two bundles say differently. */
export interface Change {
  readonly area: keyof typeof areas;
  readonly what: string;
  /** Nothing where it was not there. */
  readonly before?: string | undefined;
  /** Nothing where it is not there any longer. */
  readonly after?: string | undefined;
  /** `other` is what no rule weighs: a register's row, a template's hash, another set of rules. */
  readonly is: 'worse' | 'better' | 'other';
}

/** What came to be different between two bundles of evidence. */
export interface EvidenceDiff {
  readonly before: BundleFacts['manifest'];
  readonly after: BundleFacts['manifest'];
  readonly changes: readonly Change[];
}

/** Compares two bundles, the earlier one first; what changed significantly is read from their templates. */
export function evidenceDiff(
  before: BundleFacts,
  after: BundleFacts,
  significant: readonly SignificantChange[] = [],
): EvidenceDiff {
  const compare = [
    judging,
    strictness,
    environments,
    requirements,
    findings,
    () => significant.map(significantChange),
    obligations,
    significant.length === 0 ? () => [] : notFollowed,
    procedures,
    registers,
    templates,
  ];
  return {
    before: before.manifest,
    after: after.manifest,
    changes: compare.flatMap((area) => area(before, after)),
  };
}

/** Whether something protects less than before, is asked for anew, or is no longer done. */
export function isWorse({ changes }: EvidenceDiff): boolean {
  return changes.some(({ is }) => is === 'worse');
}

type Compare = (before: BundleFacts, after: BundleFacts) => readonly Change[];

/** Other rules may be why a verdict is another one. */
const judging: Compare = (before, after) => {
  const said = ({ manifest: { tool, ruleset, judging: files } }: BundleFacts) =>
    new Map([
      ['palisade', [tool.version, tool.sha256 ?? 'from its sources'].join(' ')],
      ['rules', `${ruleset.version} ${ruleset.sha256}`],
      ...files.map(({ is, name, sha256 }) => [`${is} ${name}`, sha256] as const),
    ]);
  return changesOf('judging', said(before), said(after), (past, _, key) =>
    past !== undefined && limits.some((is) => key.startsWith(`${is} `)) ? 'worse' : 'other',
  );
};

/** Files of which nobody but their readers can tell what another content allows. */
const limits: readonly string[] = ['central policy', 'own rules'];

/** How strictly rules judged: a finding that no rule looks for any longer is not mended. */
const strictness: Compare = (before, after) => {
  const failing = ({ failOn }: BundleFacts) => new Map([['severity from which findings fail', failOn]]);
  const rules = ({ rules: all }: BundleFacts) =>
    new Map([...all].map(([id, rule]) => [id, ruleSaid(rule)] as const));
  const weigh = (id: string) => weighRule(before.rules.get(id), after.rules.get(id));
  return [
    ...changesOf('judging', rules(before), rules(after), (_, __, id) => weigh(id)).map((change) => ({
      ...change,
      what: `rule ${change.what}`,
    })),
    ...changesOf('judging', failing(before), failing(after), () =>
      isAtLeast(after.failOn, before.failOn) ? 'worse' : 'other',
    ),
  ];
};

function ruleSaid({ severity, stage, isAsked }: RuleFact): string {
  return `${severity}, ${stage}${isAsked ? '' : ', not asked of every template'}`;
}

function weighRule(past: RuleFact | undefined, now: RuleFact | undefined): Change['is'] {
  if (!past) return 'other';
  if (!now) return 'worse';
  const isLaxer =
    !isAtLeast(now.severity, past.severity) ||
    (past.stage === 'enforced' && now.stage !== 'enforced') ||
    (past.isAsked && !now.isAsked);
  return isLaxer ? 'worse' : 'other';
}

const environments: Compare = (before, after) => {
  const said = (facts: BundleFacts) =>
    new Map([...facts.environments].map((name) => [name, 'judged'] as const));
  return changesOf('environments', said(before), said(after), (_, now) =>
    now === undefined ? 'worse' : 'other',
  );
};

const requirements: Compare = (before, after) =>
  paired(before.requirements, after.requirements).flatMap(({ key, past, now }) => {
    // The rows of an environment that came or went are told as the environment.
    if (!past || !now) return [];
    const [was, is] = [saidOf(past), saidOf(now)];
    return was === is
      ? []
      : [{ area: 'requirements', what: key, before: was, after: is, is: weighRow(past, now) }];
  });

function saidOf({ asked, design }: RequirementFact): string {
  return `${design === 'notAssessed' ? 'not assessed' : design}, ${asked ? 'asked for' : 'not asked for'}`;
}

/** What is asked for anew has to be shown, and nobody has shown it yet. */
function weighRow(past: RequirementFact, now: RequirementFact): Change['is'] {
  if (now.asked && !past.asked) return 'worse';
  return weighed(past.design, now.design, designs);
}

/** From the worst on; what stands in one place is told apart and is neither worse nor better. */
const designs: readonly (readonly string[])[] = [
  ['fail'],
  ['unknown', 'notAssessed'],
  ['declined', 'baselined', 'accepted', 'declared'],
  ['pass', 'notApplicable'],
];

const states: readonly (readonly string[])[] = [['overdue'], ['none'], ['incomplete'], ['current']];

/** To know less of a failure, or to live with it, makes nothing better: only the last place is good. */
function weighed(past: string, now: string, order: readonly (readonly string[])[]): Change['is'] {
  const placeOf = (word: string) => order.findIndex((words) => words.includes(word));
  const [was, is] = [placeOf(past), placeOf(now)];
  if (is < was) return 'worse';
  return is > was && is === order.length - 1 ? 'better' : 'other';
}

const findings: Compare = (before, after) => {
  const judged = new Set(after.manifest.templates.map(({ name }) => name));
  return paired(before.findings, after.findings).flatMap(({ past, now }) => {
    const known = now ?? past;
    if (known === undefined || (past?.isOpen ?? false) === (now?.isOpen ?? false)) return [];
    return [
      {
        area: 'findings' as const,
        what: `${known.rule} ${known.logicalId} in ${known.template}: ${known.message}`,
        before: past?.status,
        after: now?.status,
        is: now?.isOpen ? ('worse' as const) : closed(known, now, judged),
      },
    ];
  });
};

/** A finding is fixed where its template was judged again and has none of it, or one that passes. */
function closed(
  { template }: FindingFact,
  now: FindingFact | undefined,
  judged: ReadonlySet<string>,
): Change['is'] {
  const isFixed = now ? ['pass', 'notApplicable'].includes(now.status) : judged.has(template);
  return isFixed ? 'better' : 'other';
}

const obligations: Compare = (before, after) => {
  const said = (facts: BundleFacts) =>
    new Map([...facts.obligations].map(([key, { state }]) => [key, state] as const));
  return changesOf('obligations', said(before), said(after), (past, now) => {
    if (now === undefined) return 'other';
    return past === undefined ? (now === 'current' ? 'other' : 'worse') : weighed(past, now, states);
  });
};

function significantChange({ says, subject, place, how }: SignificantChange): Change {
  return { area: 'significant', what: `${subject} in ${place}, since ${says}`, after: how, is: 'other' };
}

/** What has to follow a significant change and is not recorded since the earlier bundle. */
const notFollowed: Compare = ({ manifest: { asOf } }, after) =>
  [...after.obligations]
    .filter(([, { followsChanges, days }]) => followsChanges && !days.some((day) => day > asOf))
    .map(([key, { days }]) => ({
      area: 'obligations' as const,
      what: `${key}, which has to follow a significant change`,
      before: days.at(-1),
      after: `no record since ${asOf}`,
      is: 'worse' as const,
    }));

const procedureStates: readonly (readonly string[])[] = [['missing'], ['open'], ['onFile']];

const procedures: Compare = (before, after) =>
  paired(before.procedures, after.procedures).flatMap(({ key, past, now }) =>
    past && now && past.state === now.state && past.sha256 === now.sha256
      ? []
      : [
          {
            area: 'procedures' as const,
            what: key,
            before: past && pageOf(past),
            after: now && pageOf(now),
            is: weighPage(past, now),
          },
        ],
  );

function pageOf({ state, sha256, reviewed }: ProcedureFact): string {
  const words: Readonly<Record<string, string>> = { onFile: 'on file', open: 'not as it should be' };
  const page = sha256 === undefined ? '' : ` (${sha256.slice(0, 12)})`;
  return `${words[state] ?? state}${reviewed === undefined ? '' : `, reviewed on ${reviewed}`}${page}`;
}

/** A page that is another one has to be read again by whoever answers for it. */
function weighPage(past: ProcedureFact | undefined, now: ProcedureFact | undefined): Change['is'] {
  if (!now) return 'worse';
  if (!past) return 'other';
  if (past.state !== now.state) return weighed(past.state, now.state, procedureStates);
  return (now.reviewed ?? '') > (past.reviewed ?? '') ? 'other' : 'worse';
}

/** Nobody weighs a row of a register: what it does to the shop is what rules say. */
const registers: Compare = (before, after) =>
  paired(before.rows, after.rows).flatMap(({ key, past = [], now = [] }) => {
    const went = without(past, now);
    const came = without(now, past);
    return Array.from(
      { length: Math.max(went.length, came.length) },
      (_, index): Change => ({
        area: 'registers',
        what: key,
        before: went[index],
        after: came[index],
        is: 'other',
      }),
    );
  });

/** The rows, as texts, that a list has more often than another one. */
function without(
  rows: readonly (readonly string[])[],
  others: readonly (readonly string[])[],
): readonly string[] {
  const left = others.map((row) => row.join('; '));
  return rows
    .map((row) => row.join('; '))
    .filter((row) => {
      const index = left.indexOf(row);
      if (index >= 0) left.splice(index, 1);
      return index < 0;
    });
}

const templates: Compare = (before, after) => {
  const said = ({ manifest }: BundleFacts) =>
    new Map(manifest.templates.map(({ name, sha256 }) => [name, sha256] as const));
  return changesOf('templates', said(before), said(after), () => 'other');
};

function changesOf(
  area: Change['area'],
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  weigh: (past: string | undefined, now: string | undefined, key: string) => Change['is'],
): readonly Change[] {
  return paired(before, after)
    .filter(({ past, now }) => past !== now)
    .map(({ key, past, now }) => ({ area, what: key, before: past, after: now, is: weigh(past, now, key) }));
}

interface Paired<T> {
  readonly key: string;
  readonly past: T | undefined;
  readonly now: T | undefined;
}

/** What stands under each key in both, those of the earlier one first. */
function paired<T>(before: ReadonlyMap<string, T>, after: ReadonlyMap<string, T>): readonly Paired<T>[] {
  return [...new Set([...before.keys(), ...after.keys()])].map((key) => ({
    key,
    past: before.get(key),
    now: after.get(key),
  }));
}
