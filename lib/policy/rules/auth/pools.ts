import type { Model, StorefrontTemplates } from '../../../cloudformation/model/model.ts';
import { some, type Truth } from '../../../cloudformation/model/truth.ts';
import type { Resource, Template } from '../../../cloudformation/model/types.ts';
import { mayReferTo } from '../../../cloudformation/references.ts';
import { textIs } from '../../../cloudformation/texts.ts';
import {
  signsInElsewhere,
  signsSomebodyIn,
  takesStrangers,
  userPoolType,
} from '../../../cloudformation/user-pools.ts';
import type { StorefrontContract } from '../../../contract/schema.ts';
import { notApplicable, type Observation } from '../../observation.ts';
import type { Remark } from '../../remark.ts';
import { whereApplies } from '../../statements/allowed.ts';
import words from './staff-groups.json' with { type: 'json' };

/** What is seen of a pool that somebody signs in to; a rule asks nothing of any other. */
function ofUsedPool(
  pool: Resource,
  model: Model,
  seen: () => readonly Observation[],
): readonly Observation[] {
  const isUsed = signsSomebodyIn(pool, model);
  if (isUsed === false) {
    const why =
      'no client, domain, identity pool or authorizer among the templates names it: nobody signs in';
    return [notApplicable(pool, why)];
  }
  return whereApplies(isUsed, seen);
}

/** What is seen of a pool in which people have passwords. */
export function ofPasswordPool(
  pool: Resource,
  model: Model,
  seen: () => readonly Observation[],
): readonly Observation[] {
  return ofUsedPool(pool, model, () =>
    signsInElsewhere(pool, model)
      ? [notApplicable(pool, 'its clients send people to other identity providers, and nobody may join it')]
      : seen(),
  );
}

/** Says of a shop without any pool that it signs nobody in by one, unless its contract says that shoppers sign in. */
export function saysWithoutPool({ contract, templates }: StorefrontTemplates): readonly Remark[] {
  const [template] = templates;
  if (!template || templates.some((one) => one.ofType(userPoolType).length > 0)) return [];
  if (contract.customers) return [lacksPool(template, templates)];
  const message = `no user pool is among the templates of ${contract.shop}: nobody signs in`;
  return [{ ...nothing, status: 'notApplicable', template, message }];
}

/** Role of the stack that holds the customers of a shop. */
const customersStack = 'customers';

function lacksPool(template: Template, templates: readonly Template[]): Remark {
  const isGiven = templates.some(({ storefront }) => storefront?.stack === customersStack);
  const expected = 'a user pool, since the contract says that shoppers sign in';
  const lacks = { ...nothing, template, type: userPoolType, expected };
  return isGiven
    ? { ...lacks, status: 'fail', message: `Resources lacks ${expected}` }
    : {
        ...lacks,
        status: 'unknown',
        message: `the stack ${customersStack} is not among the templates; expected ${expected}`,
        missingStack: customersStack,
      };
}

const nothing = { path: 'Resources', type: '', actual: 'not set', expected: '', isOfAll: true };

const groupType = 'AWS::Cognito::UserPoolGroup';

/** How shoppers sign in to a pool, as the contract of its shop says; nothing where it says nothing of shoppers. */
export function customersOf(pool: Resource): StorefrontContract['customers'] {
  return pool.template.storefront?.customers;
}

/**
 * Whether a pool is for people who work for the shop: it is closed, or a group of it is named for them. A pool that strangers may
 * join by themselves is for shoppers, and so is one of a shop that says how its shoppers sign in.
 */
export function isForStaff(pool: Resource, model: Model): Truth {
  if (customersOf(pool)) return hasStaffGroup(pool, model);
  const isOpen = takesStrangers(pool);
  return some([isOpen === undefined ? undefined : !isOpen, hasStaffGroup(pool, model)]);
}

/** Whether a group of a pool is named for people who work for the shop. */
export function hasStaffGroup(pool: Resource, model: Model): Truth {
  const groups = model
    .referrers(pool, groupType)
    .filter((group) => mayReferTo(group.property('UserPoolId'), pool));
  return some(groups.map((group) => textIs(group.property('GroupName'), isStaff)));
}

function isStaff(name: string): boolean {
  return name
    .toLowerCase()
    .split(/[^a-z]+/)
    .some((word) => words.words.includes(word.replace(/s$/, '')));
}
