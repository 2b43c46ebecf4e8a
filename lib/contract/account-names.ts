import { type NameScope, resourceName } from './names.ts';

/**
 * What the names of an account's own resources begin with. No shop can have this name, so shops find what the account has by
 * names that they can compute (docs/decisions/0033-an-account-has-one-stack-in-each-region.md).
 */
export const accountScope: NameScope = { shop: 'palisade', name: 'account' };

/** Ends the name of the bucket that keeps the evidence of deployments, before account and region. */
export const evidenceRole = 'evidence';

/** How soon somebody has to look at an alert, or who. */
export const alertWays = ['page', 'ticket', 'security'] as const;
export type AlertWay = (typeof alertWays)[number];

/** The name of the topic that takes the alerts of one way, the same in each region of the account. */
export function alertTopicName(way: AlertWay): string {
  return resourceName(accountScope, way);
}

/** The name of the account's stack in a region. */
export function accountStackName(region: string): string {
  return resourceName(accountScope, region);
}

/** What the name of an account's bucket for evidence begins with; its home region, which no shop knows, ends it. */
export function evidenceBucketNames(account: string): string {
  return `${resourceName(accountScope, evidenceRole)}-${account}-`;
}

/** What the keys of an environment's evidence begin with; nothing but the name of one object follows. */
export function evidencePrefix({ shop, name }: NameScope): string {
  return `${shop}-${name}/`;
}
