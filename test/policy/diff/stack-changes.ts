import { accountStacks, foreignStacks, type Shop, serving, withBackups } from './shop-edits.ts';

/** A change by a sentence that a person would say of it, and in which stacks. */
export type StackChange = readonly [name: string, stacks: typeof serving, change: (templates: Shop) => void];

/** A change of the stacks that serve the shop. */
export const shop = changing(serving);

/** A change of these, and of what brings back what they keep. */
export const backups = changing(withBackups);

/** A change of the account, in one region. */
export const account = changing(accountStacks);

/** A change of what is built in other manners than the kit's. */
export const foreign = changing(foreignStacks);

function changing(stacks: typeof serving): (name: string, change: (templates: Shop) => void) => StackChange {
  return (name, change) => [name, stacks, change];
}
