import type { Model } from '../../cloudformation/model/model.ts';
import facts from './profiles.json' with { type: 'json' };

/** `storefront`: every rule. `baseline`: those that make sense for any template. */
export const profileNames = ['storefront', 'baseline'] as const;

export type ProfileName = (typeof profileNames)[number];

interface Membership {
  readonly inBaseline: boolean;
  readonly because: string;
}

const families: Readonly<Record<string, Membership>> = facts.families;
const single: Readonly<Record<string, Membership>> = facts.rules;

/** Whether a rule belongs to the baseline, and why; a rule that has no row of its own goes with its family. */
export function membershipOf(rule: string): Membership {
  const family = familyOf(rule);
  const found = single[rule] ?? families[family];
  if (!found) throw new Error(`no profile says whether ${rule} belongs to it`);
  return found;
}

/** Whether a profile asks a rule of templates that carry no contract. Of those that carry one every rule is asked, and a team's own always. */
export function isInProfile(rule: string, profile: ProfileName): boolean {
  return profile === 'storefront' || !isFamilyOfTheKit(rule) || membershipOf(rule).inBaseline;
}

/** The profile by which templates are judged where nobody names one: a shop among them is judged as a shop. */
export function profileFor({ templates }: Model): ProfileName {
  return templates.some(({ contract }) => contract) ? 'storefront' : 'baseline';
}

/** The family of a rule, which its id begins with. */
export function familyOf(rule: string): string {
  return rule.split('-', 1)[0] ?? '';
}

/** Whether an id begins as the kit's rules do; no rule of anybody else's may. */
export function isFamilyOfTheKit(rule: string): boolean {
  return Object.hasOwn(families, familyOf(rule));
}
