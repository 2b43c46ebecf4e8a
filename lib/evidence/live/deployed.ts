import { groupBy } from '../../group-by.ts';
import type { Finding } from '../../policy/finding.ts';
import type { EvidenceEnvironment } from '../environment.ts';
import type { Evidence } from '../evidence.ts';
import type { ComparedTemplate, Live, LiveObservation, LiveVerdict } from './live-file.ts';
import { stackNameOf } from './misfit.ts';

/** What was seen in the account of what shows a requirement; `notLookedAt` where one of its templates was not compared. */
export type DeployedState = LiveVerdict | 'notLookedAt';

/** Whether the templates that show a requirement were deployed when somebody looked, and what they switch on was on. */
export interface Deployed {
  /** The worst of all. */
  readonly state: DeployedState;
  readonly account: string;
  /** The comparisons of those templates. */
  readonly templates: readonly ComparedTemplate[];
  /** What else was looked at for the same controls. */
  readonly observations: readonly LiveObservation[];
}

/** The look at an environment; nothing where nobody gave one. */
export function liveOf(
  { storefront: { shop, environment } }: Pick<EvidenceEnvironment, 'storefront'>,
  { live = [] }: Pick<Evidence, 'live'>,
): Live | undefined {
  return live.find((one) => one.shop === shop && one.environment === environment);
}

/** What a requirement is shown by, as far as a look at the account is concerned. */
interface Shown {
  readonly control: string;
  readonly rules: readonly { readonly findings: readonly Finding[] }[];
}

/** Tells of each requirement whether what shows it was deployed; nothing for an environment without a look, or where no template shows it. */
export function deployedIn(
  environment: EvidenceEnvironment,
  evidence: Evidence,
): (controls: readonly Shown[]) => Deployed | undefined {
  const live = liveOf(environment, evidence);
  if (!live) return () => undefined;
  const byName = new Map(environment.templates.map((template) => [template.name, template]));
  const byStack = new Map(live.templates.map((compared) => [compared.stack, compared]));
  const byControl = groupBy(
    live.observations.flatMap((seen) => seen.controls.map((control) => ({ control, seen }))),
    ({ control }) => control,
  );
  return (controls) => {
    const names = controls.flatMap(({ rules }) =>
      rules.flatMap(({ findings }) => findings.map(({ template }) => template)),
    );
    const shownIn = [...new Set(names)].flatMap((name) => byName.get(name) ?? []);
    const observations = controls.flatMap(({ control }) => byControl.get(control) ?? []);
    if (shownIn.length === 0 && observations.length === 0) return undefined;
    const seen = [...new Set(observations.map((each) => each.seen))];
    const compared = shownIn.map((template) => byStack.get(stackNameOf(template) ?? ''));
    return {
      account: live.account,
      state: worstOf([...compared, ...seen].map((one) => one?.verdict ?? 'notLookedAt')),
      templates: compared.filter((one) => one !== undefined),
      observations: seen,
    };
  };
}

/** A service that is off makes a template of no use that is deployed word by word. */
function worstOf(states: readonly DeployedState[]): DeployedState {
  return worstFirst.find((state) => states.includes(state)) ?? 'notLookedAt';
}

const worstFirst: readonly DeployedState[] = ['notAsDeployed', 'unknown', 'notLookedAt', 'seen'];
