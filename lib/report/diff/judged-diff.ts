import type { Diff } from '../../policy/diff/diff.ts';
import { significance } from '../../policy/diff/significant.ts';
import type { Judging } from '../../policy/judging.ts';
import { appliedSentences, profileSentence } from '../judging-sentences.ts';

/** A comparison, and how its findings were judged. */
export interface JudgedDiff extends Diff {
  readonly judging: Judging;
  /** How many rules there are. */
  readonly rules: number;
  /** How the palisade file judges more leniently than before, a sentence each. */
  readonly lenience: readonly string[];
}

/** How the findings of a comparison came about, one sentence each. */
export function judgedBy({ judging, rules, unseenProtection, lenience }: JudgedDiff): readonly string[] {
  const { failOn, notAsked } = judging;
  return [
    ...lenience,
    ...(notAsked.length === 0 ? [] : [profileSentence(judging, rules)]),
    ...(failOn === 'info' ? [] : [`New findings count from ${failOn} on in templates without a contract`]),
    ...(unseenProtection.length === 0
      ? []
      : [
          `Whether CloudFormation may delete a stack is in no template, so nothing is said of it for ${unseenProtection.join(', ')}: compare cloud assemblies`,
        ]),
    ...appliedSentences(judging),
  ];
}

/** Whether the change is significant in the sense of PCI DSS, and what follows. */
export function significanceSentences({ significant }: Pick<Diff, 'significant'>): readonly string[] {
  if (!significant) return [];
  const { standard, follows } = significance;
  if (significant.length === 0) {
    return [
      `The templates show no significant change (${standard}); whether a release of code is one, a person decides`,
    ];
  }
  return [
    `A significant change (${standard}): ${follows.join(', ')} ask for checks, scans, tests and a confirmation of the scope after it, as far as the shop is asked for them`,
  ];
}
