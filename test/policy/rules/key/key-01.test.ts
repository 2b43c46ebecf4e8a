import { key01 } from '../../../../lib/policy/rules/key/key-01.ts';
import { open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { foreignKey, key, parameter } from './key.ts';

const rotation = 'Key.Properties.EnableKeyRotation';
const period = 'Key.Properties.RotationPeriodInDays';

testRule(key01, {
  pass: {
    'a key that rotates by the usual period': key(),
    'a key that rotates each quarter': key([period, 90]),
    'a foreign key that rotates': foreignKey(),
  },
  fail: {
    'a key that never rotates': {
      ...key([rotation, undefined]),
      says: ['Properties.EnableKeyRotation is not set; expected true'],
    },
    'a key that rotates every seven years': {
      ...key([period, 2560]),
      says: ['Properties.RotationPeriodInDays is 2560; expected at least 90 and at most 365'],
    },
    'a key that says what it is by default': {
      ...key([rotation, false], ['Key.Properties.KeySpec', 'SYMMETRIC_DEFAULT']),
      says: ['Properties.EnableKeyRotation is false; expected true'],
    },
  },
  unknown: {
    'a rotation that is a parameter': {
      ...key([rotation, open]),
      says: [`Properties.EnableKeyRotation is ${parameter}; expected true`],
    },
    'a key without rotation, of a kind that is a parameter': {
      ...key([rotation, undefined], ['Key.Properties.KeySpec', open]),
      says: [
        'Properties.EnableKeyRotation is not set; only the deployment tells whether true has to stand there',
      ],
    },
  },
  notApplicable: {
    'a key that signs': key([rotation, undefined], ['Key.Properties.KeySpec', 'ECC_NIST_P256']),
    'a key whose material was imported': key([rotation, undefined], ['Key.Properties.Origin', 'EXTERNAL']),
  },
});
