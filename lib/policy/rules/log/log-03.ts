import { logStore } from '../../../cloudformation/log-stores.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { textIs } from '../../../cloudformation/texts.ts';
import { trailType } from '../../../cloudformation/trails.ts';
import { storeRoles } from '../../../contract/names.ts';
import { accountHas } from '../../account-services.ts';
import { bestOf, expectItem, flawsOf } from '../../choices.ts';
import { expectAbsent, expectOneOf, expectTrue, observe } from '../../expect.ts';
import { missing, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { equal, listing, selects, type WantedEvents } from './event-selectors.ts';

/** What is not selected is not recorded, and a trail selects events of data and of networks only where it says so. */
export const log03: Rule = {
  id: 'LOG-03',
  title:
    'A trail records every management event, who reads its own record, and what an account holds of orders and secrets',
  severity: 'medium',
  types: [trailType],
  account: accountHas({
    control: 'LOG-03',
    service: 'cloudTrail',
    type: trailType,
    subject: 'what a trail records',
    regions: 'home',
  }),
  why: 'Reads of orders and of the record itself are events of data: without a selector nobody can tell who had them.',
  fix: 'Select all events of the category Management, Data events of S3 objects of the trail’s bucket, and in an account those of orders tables and of its own principals, and NetworkActivity of secretsmanager.amazonaws.com and kms.amazonaws.com.',
  controls: ['LOG-03'],
  since: '0.1.0',
  stage: 'enforced',
  check: (trail, model) =>
    trail.property('AdvancedEventSelectors').isAbsent
      ? basic(trail, model)
      : wantedOf(trail, model).flatMap((wanted) => selects(trail, wanted)),
};

function wantedOf(trail: Resource, model: Model): readonly WantedEvents[] {
  const ofAnyTrail = [management, readsOfTheRecord(trail, model)];
  const { accountStack } = trail.template;
  return accountStack ? [...ofAnyTrail, ...ofAnAccount(accountStack.account)] : ofAnyTrail;
}

const management: WantedEvents = {
  what: 'every management event',
  required: { eventCategory: equal('Management') },
};

const objects = { eventCategory: equal('Data'), 'resources.type': equal('AWS::S3::Object') };

/** Reads by anybody, of another account as well; what services write there needs no second record. */
function readsOfTheRecord(trail: Resource, model: Model): WantedEvents {
  const isRecord = isPrefixOfRecord(trail, model);
  return {
    what: 'reads of the bucket of the trail',
    required: objects,
    optional: {
      'resources.ARN': listing('StartsWith', 'the beginning of the ARN of its objects', isRecord),
      readOnly: equal('true'),
    },
  };
}

function isPrefixOfRecord(trail: Resource, model: Model): (text: string) => boolean {
  const bucket = trail.property('S3BucketName');
  const name = (logStore(bucket, model)?.property('BucketName') ?? bucket).literal;
  return (text) => text.startsWith('arn:aws:s3') && `arn:aws:s3:::${String(name ?? '')}/`.startsWith(text);
}

function ofAnAccount(account: string): readonly WantedEvents[] {
  const principals = [`arn:aws:iam::${account}:`, `arn:aws:sts::${account}:`];
  return [
    ...principals.map((principal) => ({
      what: `objects that ${principal} touches`,
      required: objects,
      optional: {
        'userIdentity.arn': listing(
          'StartsWith',
          principal,
          (text) => text !== '' && principal.startsWith(text),
        ),
      },
    })),
    {
      what: 'items of the tables of orders',
      required: { eventCategory: equal('Data'), 'resources.type': equal('AWS::DynamoDB::Table') },
      optional: {
        'resources.ARN': listing(
          'EndsWith',
          `-${storeRoles.orders}`,
          (text) => text !== '' && `-${storeRoles.orders}`.endsWith(text),
        ),
      },
    },
    ...['secretsmanager.amazonaws.com', 'kms.amazonaws.com'].map((source) => ({
      what: `what endpoints of ${source} refuse`,
      required: { eventCategory: equal('NetworkActivity'), eventSource: equal(source) },
      optional: { errorCode: equal('VpceAccessDenied') },
    })),
  ];
}

/** Selectors of the older kind know neither the identity nor networks, so they do for no account of the kit. */
function basic(trail: Resource, model: Model): readonly Observation[] {
  const list = trail.property('EventSelectors');
  const isOfAccount = trail.template.accountStack !== undefined;
  return [
    ...(list.isDecidedList && list.items().length === 0 ? [] : everyManagementEvent(list)),
    ...readsByBasic(list, isPrefixOfRecord(trail, model)),
    ...(isOfAccount
      ? [missing(trail, 'Properties.AdvancedEventSelectors', 'selectors of orders and networks')]
      : []),
  ];
}

function everyManagementEvent(list: Value): readonly Observation[] {
  return expectItem(list, {
    expected: 'a selector that takes in every management event',
    identify: (selector) => [expectTrue(selector.at('IncludeManagementEvents').withDefault(true))],
    judge: (selector) => [
      expectOneOf(selector.at('ReadWriteType').withDefault('All'), ['All']),
      ...flawsOf([expectAbsent(selector.at('ExcludeManagementEventSources'))]),
    ],
  });
}

function readsByBasic(list: Value, isRecord: (text: string) => boolean): readonly Observation[] {
  const expected = 'data events of the bucket of the trail';
  if (!list.isDecidedList) return [observe(list, { expected }, () => undefined)];
  const candidates = list.items().map((selector) => [
    ...expectItem(selector.at('DataResources'), {
      expected,
      identify: (data) => [expectOneOf(data.at('Type'), ['AWS::S3::Object'])],
      judge: (data) =>
        expectItem(data.at('Values'), {
          expected: 'the beginning of the ARN of its objects',
          identify: (value) => [observe(value, { expected: 'arn:aws:s3' }, () => textIs(value, isRecord))],
        }),
    }),
    expectOneOf(selector.at('ReadWriteType').withDefault('All'), ['All', 'ReadOnly']),
  ]);
  return bestOf(candidates, [missing(list.resource, list, expected)]);
}
