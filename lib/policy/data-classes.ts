import { isLogTarget } from '../cloudformation/log-targets.ts';
import type { Model } from '../cloudformation/model/model.ts';
import type { Resource } from '../cloudformation/model/types.ts';
import type { ClassifiedData, DataClass } from '../contract/schema.ts';

/** What the contract says that a resource holds; nothing where it does not say, or in a foreign template. */
export function useOf({ template, logicalId }: Resource): ClassifiedData | undefined {
  const contract = template.storefront ?? template.accountStack;
  return contract?.data.find(({ resource }) => resource === logicalId);
}

/** Whether the template of a resource says of itself whose it is; a foreign one does not. */
export function hasContract({ template }: Resource): boolean {
  return (template.storefront ?? template.accountStack) !== undefined;
}

/** Whether a contract ought to say what a store holds and does not, so that it may be anything. */
export function isUnclassified(store: Resource): boolean {
  return hasContract(store) && useOf(store) === undefined;
}

const guarded: readonly DataClass[] = ['personal', 'audit', 'secrets'];

/** Whether the contract says that a resource holds what only a key of its own may open. */
export function isGuarded(resource: Resource): boolean {
  const use = useOf(resource);
  return use !== undefined && guarded.includes(use.class);
}

/** Whether a store needs a key of its own; one that its contract says nothing of may hold anything. */
export function needsCustomerManagedKey(store: Resource): boolean {
  return isGuarded(store) || isUnclassified(store);
}

/**
 * Whether a bucket is there for logs: something writes them into it, and its contract does not say that it holds anything else.
 * What is good enough for logs, such as encryption by S3 alone, is not for data that logs are written beside.
 */
export function isForLogs(bucket: Resource, model: Model): boolean {
  const use = useOf(bucket);
  return (!use || use.class === 'audit') && isLogTarget(bucket, model);
}
