import { det03 } from '../../../../lib/policy/rules/det/det-03.ts';
import { open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { parameter, watched } from './watched.ts';

const recorder = 'Recorder.Properties';

testRule(det03, {
  pass: {
    'a recorder of every type, and a channel into a locked bucket': watched(),
    'a recorder that says that it records continuously': watched([
      `${recorder}.RecordingMode`,
      { RecordingFrequency: 'CONTINUOUS' },
    ]),
  },
  fail: {
    'a recorder of some types alone': {
      ...watched([`${recorder}.RecordingGroup.AllSupported`, false]),
      says: ['Properties.RecordingGroup.AllSupported is false; expected true'],
    },
    'a recorder that looks once a day': {
      ...watched([`${recorder}.RecordingMode`, { RecordingFrequency: 'DAILY' }]),
      says: ['Properties.RecordingMode.RecordingFrequency is DAILY; expected CONTINUOUS'],
    },
    'a recorder without the types of IAM': {
      ...watched([`${recorder}.RecordingGroup.IncludeGlobalResourceTypes`, undefined]),
      says: ['Properties.RecordingGroup.IncludeGlobalResourceTypes is false; expected true'],
    },
    'a recorder with a role of its own': {
      ...watched([`${recorder}.RoleARN`, 'arn:aws:iam::111111111111:role/recorder']),
      says: [
        'Properties.RoleARN is arn:aws:iam::111111111111:role/recorder; expected the service-linked role AWSServiceRoleForConfig of the account',
      ],
    },
    'a recorder without a channel': {
      ...watched(['Channel', undefined]),
      says: ['Properties lacks an AWS::Config::DeliveryChannel beside it'],
    },
    'a bucket without a lock': {
      ...watched(['Bucket.Properties.ObjectLockEnabled', undefined]),
      says: ['Properties.ObjectLockEnabled is not set; expected true'],
    },
    'a bucket that does not admit AWS Config': {
      ...watched(['Policy', undefined]),
      says: ['Properties lacks a policy that lets config.amazonaws.com write'],
    },
  },
  unknown: {
    'a bucket that is a parameter': {
      ...watched(['Channel.Properties.S3BucketName', open]),
      says: [`Properties.S3BucketName is ${parameter}; expected a bucket among the templates`],
    },
  },
});
