import { det01 } from '../../../../lib/policy/rules/det/det-01.ts';
import { open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { parameter, watched } from './watched.ts';

const detector = 'Detector.Properties';

testRule(det01, {
  pass: { 'a detector with every protection': watched() },
  fail: {
    'a detector that is switched off': {
      ...watched([`${detector}.Enable`, false]),
      says: ['Properties.Enable is false; expected true'],
    },
    'a detector that tells every six hours, as it does by default': {
      ...watched([`${detector}.FindingPublishingFrequency`, undefined]),
      says: ['Properties.FindingPublishingFrequency is not set; expected FIFTEEN_MINUTES'],
    },
    'a protection that is switched off': {
      ...watched([`${detector}.Features[0].Status`, 'DISABLED']),
      says: [
        'Properties.Features[0].Status is DISABLED; expected ENABLED',
        'Properties.Features[0].Status is DISABLED; expected ENABLED',
      ],
    },
    'values of the older kind, which take the place of the newer ones': {
      ...watched([`${detector}.DataSources`, { S3Logs: { Enable: false } }]),
      says: ['Properties.DataSources is {"S3Logs":{"Enable":false}}; expected no value beside Features'],
    },
  },
  unknown: {
    'protections that are a parameter': {
      ...watched([`${detector}.Features[0].Status`, open]),
      says: [
        `Properties.Features[0].Status is ${parameter}; expected ENABLED`,
        `Properties.Features[0].Status is ${parameter}; expected ENABLED`,
      ],
    },
  },
});
