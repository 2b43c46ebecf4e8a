import type { Input } from '../cloudformation/input/read-input.ts';
import type { Model } from '../cloudformation/model/model.ts';
import { buildReport, type Report } from '../report/report.ts';
import type { Judged } from '../repository/judge.ts';
import type { Rulebook } from '../repository/rulebook.ts';

interface ReportOf {
  readonly input: Input;
  readonly model: Model;
  readonly rulebook: Rulebook;
  /** The day on which acceptances were judged, `YYYY-MM-DD`. */
  readonly asOf: string;
}

/** The report of what a run judged, with what it left out. */
export function judgedReport(
  { findings, asked, judging, baseline }: Judged,
  { input: { excluded, beside, unusedPatterns }, model, rulebook, asOf }: ReportOf,
): Report {
  return buildReport({
    findings,
    rules: asked,
    ownRules: rulebook.own,
    model,
    asOf,
    excluded,
    unusedPatterns,
    beside: beside.map(({ name }) => name),
    ruleset: rulebook.ruleset,
    judging,
    baseline,
  });
}
