import { profileNames } from '../policy/profiles/profiles.ts';
import { severities } from '../policy/severity.ts';
import type { Choices } from '../repository/settings.ts';
import { oneOf } from './options.ts';

/** Options of each command that judges; what they say replaces what the palisade file says of the same. */
export const judgingOptions = {
  exclude: { type: 'string', multiple: true },
  'fail-on': { type: 'string' },
  profile: { type: 'string' },
  ruleset: { type: 'string' },
  config: { type: 'string' },
  policy: { type: 'string' },
  acceptances: { type: 'string' },
  baseline: { type: 'string' },
} as const;

interface JudgingValues extends Pick<Choices, 'exclude' | 'ruleset' | 'config' | 'policy' | 'acceptances'> {
  readonly 'fail-on'?: string | undefined;
  readonly profile?: string | undefined;
  readonly baseline?: string | undefined;
}

/** What the arguments ask for. Throws a `UsageError` for a severity or a profile that there is not. */
export function judgingChoices(values: JudgingValues): Choices {
  const { exclude, ruleset, config, policy, acceptances, baseline, profile, 'fail-on': failOn } = values;
  return {
    ...{ exclude, ruleset, config, policy, acceptances, baseline },
    failOn: failOn === undefined ? undefined : oneOf(failOn, severities, 'fail-on'),
    profile: profile === undefined ? undefined : oneOf(profile, profileNames, 'profile'),
  };
}
