import type { Model } from '../../cloudformation/model/model.ts';
import type { BaselineEntry, BaselineMark } from '../../contract/baseline.ts';
import { addTo } from '../../group-by.ts';
import { type Finding, isBlocking, plainFinding } from '../finding.ts';
import { type Baseline, type BaselineOutcome, mayBeInBaseline } from './baseline.ts';
import { type Traits, traitsOf, traitsOfMark, ways } from './traits.ts';

interface BaselineContext {
  readonly model: Model;
  /** The day on which entries are judged, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** Ids of the rules that were run. */
  readonly judged: ReadonlySet<string>;
  /** Whether something above the repository does not let an entry hold. */
  readonly refuses?: (entry: BaselineEntry) => boolean;
}

interface BaselineApplied {
  readonly findings: readonly Finding[];
  readonly outcome: BaselineOutcome;
}

/**
 * Turns what blocks into `baselined` where an entry of the baseline is about it. An entry excuses each of its findings once, so a second
 * identical violation blocks. A template with a contract accepts findings in its contract, and no baseline is about it.
 */
export function applyBaseline(
  found: readonly Finding[],
  baseline: Baseline,
  context: BaselineContext,
): BaselineApplied {
  const matches = matchesOf(found, baseline, context.model);
  const holds = (entry: BaselineEntry) => entry.expires >= context.asOf && !context.refuses?.(entry);
  const findings = found.map((finding) => {
    const entry = matches.get(finding);
    if (!entry || !holds(entry)) return finding;
    const { reason, expires } = entry;
    return { ...plainFinding(finding), status: 'baselined' as const, baseline: { reason, expires } };
  });
  return { findings, outcome: outcomeOf(baseline, new Set(matches.values()), context) };
}

function outcomeOf(
  { file, entries }: Baseline,
  seen: ReadonlySet<BaselineEntry>,
  { model, asOf, judged, refuses }: BaselineContext,
): BaselineOutcome {
  const templates = new Set(model.templates.map(({ name }) => name));
  const lost = entries.filter((entry) => !seen.has(entry));
  const wasJudged = ({ rule, template }: BaselineEntry) => judged.has(rule) && templates.has(template);
  const kept = entries.filter((entry) => seen.has(entry));
  return {
    file,
    entries: entries.length,
    fixed: lost.filter(wasJudged),
    expired: kept.filter(({ expires }) => expires < asOf),
    refused: kept.filter((entry) => entry.expires >= asOf && refuses?.(entry)),
    notJudged: lost.filter((entry) => !wasJudged(entry)),
  };
}

/** The findings that a baseline may be about. */
export function baselineCandidates(found: readonly Finding[], model: Model): readonly Finding[] {
  const owned = new Set(model.templates.filter(({ contract }) => contract).map(({ name }) => name));
  return found.filter(
    (finding) => isBlocking(finding) && mayBeInBaseline(finding) && !owned.has(finding.template),
  );
}

/** The entry of each finding that a baseline is about, by the surest way there is; each mark of an entry is about one finding. */
export function matchesOf(
  found: readonly Finding[],
  { entries }: Baseline,
  model: Model,
): ReadonlyMap<Finding, BaselineEntry> {
  const templates = new Set(model.templates.map(({ name }) => name));
  const open = new Map(
    baselineCandidates(found, model).map((finding) => [finding, traitsOf(finding, model)]),
  );
  const marks = new Map(
    entries.flatMap((entry) =>
      entry.findings.map((mark): readonly [BaselineMark, Remembered] => {
        const traits = traitsOfMark(entry, mark);
        return [mark, { entry, traits, isTemplateGone: !templates.has(traits.template) }];
      }),
    ),
  );
  const matches = new Map<Finding, BaselineEntry>();
  for (const way of ways) {
    const free = freeMarks(marks, way);
    for (const [finding, traits] of open) {
      const mark = free.get(way(traits, true) ?? '')?.shift();
      const remembered = mark && marks.get(mark);
      if (!remembered) continue;
      matches.set(finding, remembered.entry);
      marks.delete(mark);
      open.delete(finding);
    }
  }
  return matches;
}

interface Remembered {
  readonly entry: BaselineEntry;
  readonly traits: Traits;
  /** Whether its template is not among those that are judged. */
  readonly isTemplateGone: boolean;
}

/** The marks that are about no finding yet, by what one way tells them by. */
function freeMarks(
  marks: ReadonlyMap<BaselineMark, Remembered>,
  way: (typeof ways)[number],
): ReadonlyMap<string, BaselineMark[]> {
  const free = new Map<string, BaselineMark[]>();
  for (const [mark, { traits, isTemplateGone }] of marks) {
    const key = way(traits, isTemplateGone);
    if (key !== undefined) addTo(free, key, mark);
  }
  return free;
}
