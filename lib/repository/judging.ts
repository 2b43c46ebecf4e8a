import type { Model } from '../cloudformation/model/model.ts';
import { type Judging, rulesNotAsked } from '../policy/judging.ts';
import { type ProfileName, profileFor } from '../policy/profiles/profiles.ts';
import type { RuleText } from '../policy/rule.ts';
import type { Settings } from './settings.ts';

interface Judged {
  readonly model: Model;
  /** Ids of the rules that somebody named; all of the profile when nothing is said. */
  readonly only?: readonly string[] | undefined;
  /** Every rule there is. */
  readonly rules: readonly RuleText[];
}

/** How settings come to be applied to what is judged: the profile follows from it where nobody names one. */
export function judgingOf(settings: Settings, { model, only, rules }: Judged): Judging {
  const { profile, because } = profileOf(settings, model, only);
  return {
    profile,
    because,
    failOn: settings.failOn,
    files: settings.applied,
    replaced: settings.replaced,
    notAsked: rulesNotAsked(rules, profile, only),
    askedOfContracts: only === undefined && profileFor(model) === 'storefront',
  };
}

function profileOf(
  { profile, centralPolicy }: Settings,
  model: Model,
  only: readonly string[] | undefined,
): { readonly profile: ProfileName; readonly because: string } {
  if (only) return { profile: 'storefront', because: 'rules were named one by one' };
  if (profile !== undefined) return { profile, because: 'it was asked for' };
  if (profileFor(model) === 'storefront')
    return { profile: 'storefront', because: 'a storefront or an account is among the templates' };
  return centralPolicy?.profile === 'storefront'
    ? { profile: 'storefront', because: 'the central policy asks for it' }
    : { profile: 'baseline', because: 'no template is that of a storefront or an account' };
}
