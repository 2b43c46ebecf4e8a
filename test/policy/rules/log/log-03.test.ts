import { log03 } from '../../../../lib/policy/rules/log/log-03.ts';
import { maybe, open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { parameter, trails } from './trails.ts';

const selector = 'Trail.Properties.EventSelectors[0]';
const advanced = 'Trail.Properties.AdvancedEventSelectors';
const management = { FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] };
const objects = {
  FieldSelectors: [
    { Field: 'eventCategory', Equals: ['Data'] },
    { Field: 'resources.type', Equals: ['AWS::S3::Object'] },
  ],
};
const oldKind = ['Trail.Properties.EventSelectors', undefined] as const;

testRule(log03, {
  pass: {
    'every management event, and reads of its own bucket': trails(),
    'selectors of the newer kind': trails(oldKind, [advanced, [management, objects]]),
  },
  fail: {
    'a trail that selects nothing, and so no reads of its bucket': {
      ...trails(oldKind),
      says: ['Properties.EventSelectors lacks data events of the bucket of the trail'],
    },
    'only what changes something': {
      ...trails([`${selector}.ReadWriteType`, 'WriteOnly']),
      says: [
        'Properties.EventSelectors[0].ReadWriteType is WriteOnly; expected All',
        'Properties.EventSelectors[0].ReadWriteType is WriteOnly; expected All or ReadOnly',
      ],
    },
    'the management events of all services but one': {
      ...trails([`${selector}.ExcludeManagementEventSources`, ['kms.amazonaws.com']]),
      says: [
        'Properties.EventSelectors[0].ExcludeManagementEventSources is ["kms.amazonaws.com"]; expected no value',
      ],
    },
    'reads of another bucket': {
      ...trails([`${selector}.DataResources[0].Values`, ['arn:aws:s3:::another/']]),
      says: [
        'Properties.EventSelectors[0].DataResources[0].Values lacks the beginning of the ARN of its objects',
      ],
    },
    'selectors that lack management events in one of two cases': {
      ...trails(oldKind, [advanced, maybe([management, objects], [objects])]),
      says: [
        'Properties.AdvancedEventSelectors[0].FieldSelectors[0].Equals lacks Management',
        'Properties.AdvancedEventSelectors[0].FieldSelectors[1].Field is resources.type; expected no field that leaves some of the events out',
      ],
    },
    'selectors of the newer kind without management events': {
      ...trails(oldKind, [advanced, [objects]]),
      says: [
        'Properties.AdvancedEventSelectors[0].FieldSelectors[0].Equals lacks Management',
        'Properties.AdvancedEventSelectors[0].FieldSelectors[1].Field is resources.type; expected no field that leaves some of the events out',
      ],
    },
  },
  unknown: {
    'selectors that are a parameter': {
      ...trails(oldKind, [advanced, open]),
      says: [
        `Properties.AdvancedEventSelectors is ${parameter}; expected a selector that takes in every management event`,
        `Properties.AdvancedEventSelectors is ${parameter}; expected a selector that takes in reads of the bucket of the trail`,
      ],
    },
  },
});
