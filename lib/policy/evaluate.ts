import type { Model } from '../cloudformation/model/model.ts';
import { type AcceptanceFile, type AcceptanceProblem, applyAcceptances } from './acceptance/acceptances.ts';
import type { CentralPolicy } from './central-policy.ts';
import type { Finding } from './finding.ts';
import { findingsOf, type Judgement } from './judged-finding.ts';
import { benchFor, judgementOf, judgementsOf } from './judgements.ts';
import type { ProfileName } from './profiles/profiles.ts';
import type { Rule } from './rule.ts';
import { templateObservations } from './template/template-rules.ts';

export interface EvaluateOptions {
  /** Acceptances from a file; they may concern any template. */
  readonly acceptances?: readonly AcceptanceFile[];
  /** What limits who may accept what. */
  readonly centralPolicy?: CentralPolicy;
  /** The rules that are asked of templates without a contract; all of them when nothing is said. */
  readonly profile?: ProfileName;
  /** Ids of the rules to judge by; all of them when nothing is said. */
  readonly only?: readonly string[];
  /** The day on which acceptances and other dates are judged, `YYYY-MM-DD`; without it dates are not judged. */
  readonly asOf?: string;
}

/** Judges every resource of the model by every rule. The one evaluator: both doors call it. */
export function evaluate(
  model: Model,
  rules: readonly Rule[],
  options: EvaluateOptions = {},
): readonly Finding[] {
  const bench = benchFor(model, options.profile);
  const judged = rules.filter(({ id }) => options.only?.includes(id) ?? true);
  const found = [
    ...templateObservations(model, options.asOf).map(({ rule, seen }) =>
      judgementOf(rule, seen.resource, seen),
    ),
    ...judged.flatMap((rule) => judgementsOf(rule, bench)),
  ];
  const { judgements, problems } = applyAcceptances(found, { model, rules, judged, ...options });
  return findingsOf([...judgements, ...problems.map(problemJudgement)]);
}

/** An acceptance that does not hold, as a finding about where it was written. */
function problemJudgement({
  rule,
  accepted,
  covered,
  resource,
  origin,
  message,
}: AcceptanceProblem): Judgement {
  const { path, ...place } = origin;
  const about = `${accepted ?? '?'} on ${covered ?? '?'}`;
  return {
    rule,
    status: 'fail',
    said: {
      path,
      message: `the acceptance of ${about} ${message}`,
      actual: about,
      expected: rule.title,
      about,
    },
    place: { ...place, logicalId: resource ?? '', type: '', id: covered ?? '' },
  };
}
