import { isDeepStrictEqual } from 'node:util';
import type { Template } from '../../cloudformation/model/types.ts';
import type { Matches } from './match-resources.ts';
import type { Pair } from './weakening.ts';

/**
 * The pairs of which something may differ. What is written alike means the same where the rest of all templates is alike each
 * logical id means the same resource on both sides, and nested stacks are passed the same; else each pair is compared.
 */
export function changedPairs({ pairs, templates }: Matches): readonly Pair[] {
  const isRestAlike = [...templates].every(([before, after]) =>
    isDeepStrictEqual(restOf(before), restOf(after)),
  );
  const hasSameIds = pairs.every(
    ({ before, after }) =>
      before.logicalId === after.logicalId && templates.get(before.template) === after.template,
  );
  if (!isRestAlike || !hasSameIds || !pairs.every(isPassedTheSame)) return pairs;
  return pairs.filter(({ before, after }) => !isDeepStrictEqual(before.definition, after.definition));
}

/** The parameters of a nested stack stand in its parent, and mean something in its own template. */
function isPassedTheSame({ before, after }: Pair): boolean {
  if (after.type !== 'AWS::CloudFormation::Stack') return true;
  return isDeepStrictEqual(before.definition['Properties'], after.definition['Properties']);
}

function restOf({ body, stackName, account, region }: Template): object {
  return { ...body, Resources: undefined, stackName, account, region };
}
