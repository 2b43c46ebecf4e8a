import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';
import { type SoleAttachment, soleAttachments, soleTypes } from '../../../cloudformation/sole-attachments.ts';
import { isJudgedWhole } from '../../among-templates.ts';
import { notApplicable, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';

/** Of two policies the one that is deployed later counts, and a good one beside a bad one proves nothing. */
export const iam06Single: Rule = {
  id: 'IAM-06-single',
  title: 'No policy, schedule or logging replaces another one of the same resource',
  severity: 'high',
  types: soleTypes,
  why: 'AWS keeps one of each: a second policy takes the good one away, whichever stack it stands in, and nobody sees it there.',
  fix: 'Write all statements into one policy, beside the resource that it is for.',
  controls: ['IAM-06'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource, model) => {
    const flaws = soleAttachments(resource, model).flatMap((one) => flawOf(one, resource, model));
    return flaws.length > 0 ? flaws : [notApplicable(resource, 'nothing else writes what it writes')];
  },
};

function flawOf(
  { what, at, isSeen, rivals }: SoleAttachment,
  resource: Resource,
  model: Model,
): readonly Observation[] {
  const [rival] = rivals;
  if (rival) {
    const isSure = rival.isMade() === true && resource.isMade() === true;
    const seen = observation(isSure ? 'fail' : 'unknown', at, { expected: `the only ${what}` });
    return [seen.with({ says: `is ${seen.actual}, to which ${rival.logicalId} gives a ${what} too` })];
  }
  return isSeen || !isJudgedWhole(resource, model)
    ? []
    : [observation('unknown', at, { expected: `something among the templates, whose ${what} this is` })];
}
