import type { Given } from './alternative.ts';
import { type Decision, evaluateCondition } from './conditions.ts';
import { resolve } from './resolve.ts';
import type { Resource } from './resource.ts';

/** Whether a resource is made at all: a condition of its own may leave it out. */
export function isMade({ definition, template }: Resource, given: Given = new Map()): Decision {
  const condition = definition['Condition'];
  if (condition === undefined) return true;
  if (typeof condition !== 'string') return 'undecided';
  return evaluateCondition(condition, { template, given, resolve });
}
