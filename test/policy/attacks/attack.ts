import type { Json, JsonRecord } from '../../../lib/cloudformation/model/json.ts';
import type { Shop } from '../diff/shop-edits.ts';

/** A change that opens the example shop to somebody: a sentence that is true of it, the rule that has to object, and the change. */
export type Attack = readonly [name: string, rule: string, change: (shop: Shop) => void];

/** An account that has nothing to do with the shop. */
export const strangers = '999999999999';
export const stranger = `arn:aws:iam::${strangers}:root`;

/** Where the statements of a policy stand. */
export const statements = 'Properties.PolicyDocument.Statement';

export function arnOf(id: string): Json {
  return { 'Fn::GetAtt': [id, 'Arn'] };
}

/** A policy that allows somebody everything. */
export function everythingTo(principal: Json): JsonRecord {
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: principal, Action: '*', Resource: '*' }],
  };
}
