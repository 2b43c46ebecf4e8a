import { data04 } from '../../../../lib/policy/rules/data/data-04.ts';
import { maybe, open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { bucket, foreignBucket, parameter, plainBucket } from './bucket.ts';

const destination = 'Properties.LoggingConfiguration.DestinationBucketName';
const owner = 'Properties.OwnershipControls.Rules[0].ObjectOwnership';
const other = 'another bucket among the templates';

testRule(data04, {
  pass: {
    'a bucket that logs to another one': bucket(),
    'the same in somebody else’s template': foreignBucket(),
    'a bucket that logs to another one by its name': bucket(
      ['Logs.Properties.BucketName', 'boutique-logs'],
      [`Site.${destination}`, 'boutique-logs'],
    ),
  },
  fail: {
    'a bucket without versions': {
      ...bucket(['Site.Properties.VersioningConfiguration', undefined]),
      says: ['Properties.VersioningConfiguration.Status is not set; expected Enabled'],
    },
    'versions that one branch of a condition suspends': {
      ...bucket(['Site.Properties.VersioningConfiguration.Status', maybe('Enabled', 'Suspended')]),
      says: ['Properties.VersioningConfiguration.Status is Enabled or Suspended; expected Enabled'],
    },
    'a bucket with access lists': {
      ...bucket([`Site.${owner}`, 'ObjectWriter'], ['Site.Properties.AccessControl', 'LogDeliveryWrite']),
      says: [
        `${owner} is ObjectWriter; expected BucketOwnerEnforced`,
        'Properties.AccessControl is LogDeliveryWrite; expected no value or Private',
      ],
    },
    'a bucket that says nothing of its owner': {
      ...bucket(['Site.Properties.OwnershipControls', undefined]),
      says: ['Properties.OwnershipControls.Rules lacks a rule with ObjectOwnership BucketOwnerEnforced'],
    },
    'a bucket without access logs': {
      ...bucket([`Site.${destination}`, undefined], ['Logs', undefined]),
      says: [`${destination} is not set; expected ${other}`],
    },
    'a bucket that logs to itself by its name': {
      ...bucket(['Site.Properties.BucketName', 'boutique-site'], [`Site.${destination}`, 'boutique-site']),
      says: [
        `${destination} is boutique-site; expected ${other}`,
        `${destination} is not set; expected ${other}`,
      ],
    },
    'a bucket that would take the logs of one that is never made': {
      ...bucket(['Site.Condition', 'Never']),
      sections: { Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } } },
      says: [`${destination} is not set; expected ${other}`],
    },
    'a bucket that logs to itself': {
      ...bucket(
        ['Site.Properties.BucketName', 'site'],
        [`Site.${destination}`, maybe({ Ref: 'Site' }, 'site')],
      ),
      says: [
        `${destination} is \${Site} or site; expected ${other}`,
        `${destination} is not set; expected ${other}`,
      ],
    },
    'an unprotected twin': {
      ...bucket(['Twin', plainBucket]),
      says: [
        'Properties.VersioningConfiguration.Status is not set; expected Enabled',
        'Properties.OwnershipControls.Rules lacks a rule with ObjectOwnership BucketOwnerEnforced',
        `${destination} is not set; expected ${other}`,
      ],
    },
  },
  unknown: {
    'a log bucket that is not among the templates': {
      ...bucket([`Site.${destination}`, 'central-logs'], ['Logs', undefined]),
      says: [`${destination} is central-logs; only the deployment tells whether that is ${other}`],
    },
    'a log bucket that is a parameter': {
      ...bucket([`Site.${destination}`, open], ['Logs', undefined]),
      says: [`${destination} is ${parameter}; expected ${other}`],
    },
    'ownership that is a parameter': {
      ...bucket(['Site.Properties.OwnershipControls', open]),
      says: [
        `Properties.OwnershipControls.Rules is unknown (Properties.OwnershipControls is ${parameter}); expected a rule with ObjectOwnership BucketOwnerEnforced`,
      ],
    },
  },
});
