import type { Diff } from '../../policy/diff/diff.ts';
import type { Judging } from '../../policy/judging.ts';
import { appliedSentences, profileSentence } from '../judging-sentences.ts';

/** A comparison, and how its findings were judged. */
export interface JudgedDiff extends Diff {
  readonly judging: Judging;
  /** How many rules there are. */
  readonly rules: number;
}

/** How the findings of a comparison came about, one sentence each. */
export function judgedBy({ judging, rules, unseenProtection }: JudgedDiff): readonly string[] {
  const { failOn, notAsked } = judging;
  return [
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
