import { isDeepStrictEqual } from 'node:util';
import type { Template } from '../../cloudformation/model/types.ts';
import type { Matches } from './match-resources.ts';
import type { Pair } from './weakening.ts';

/**
 * The pairs of which something may differ. What is written alike means the same where the rest of all templates is alike and each
 * logical id means the same resource on both sides; else each pair is compared.
 */
export function changedPairs({ pairs, templates }: Matches): readonly Pair[] {
  const isRestAlike = [...templates].every(([before, after]) =>
    isDeepStrictEqual(restOf(before), restOf(after)),
  );
  const hasSameIds = pairs.every(
    ({ before, after }) =>
      before.logicalId === after.logicalId && templates.get(before.template) === after.template,
  );
  if (!isRestAlike || !hasSameIds) return pairs;
  return pairs.filter(({ before, after }) => !isDeepStrictEqual(before.definition, after.definition));
}

function restOf({ body, stackName, account, region }: Template): object {
  return { ...body, Resources: undefined, stackName, account, region };
}
