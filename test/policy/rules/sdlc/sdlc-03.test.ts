import { expect, test } from '@jest/globals';
import runtimes from '../../../../lib/aws/lambda-runtimes.json' with { type: 'json' };
import kit from '../../../../lib/constructs/common/node-runtime.json' with { type: 'json' };
import { sdlc03 } from '../../../../lib/policy/rules/sdlc/sdlc-03.ts';
import { open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { foreignFunctions, functions } from './functions.ts';

const supported = 'a runtime that AWS supports until 2027-02-27 or longer';

testRule(sdlc03, {
  pass: {
    'everything that AWS patches': functions(),
    "the same in somebody else's template": foreignFunctions(),
    'what is left at its default': functions(
      ['Service.Properties.PlatformVersion', undefined],
      ['Database.Properties.AutoMinorVersionUpgrade', undefined],
    ),
    'a runtime that is patched with each deployment': functions([
      'Lambda.Properties.RuntimeManagementConfig',
      { UpdateRuntimeOn: 'FunctionUpdate' },
    ]),
    'an image, which brings its own': functions([
      'Lambda.Properties',
      { PackageType: 'Image', Code: { ImageUri: 'image' } },
    ]),
  },
  fail: {
    'a runtime whose support has ended': {
      ...functions(['Lambda.Properties.Runtime', 'nodejs18.x']),
      says: [`Properties.Runtime is nodejs18.x; expected ${supported}`],
    },
    'a function without a runtime': {
      ...functions(['Lambda.Properties.Runtime', undefined]),
      says: [`Properties.Runtime is not set; expected ${supported}`],
    },
    'a runtime that stays as it is': {
      ...functions(['Lambda.Properties.RuntimeManagementConfig', { UpdateRuntimeOn: 'Manual' }]),
      says: ['Properties.RuntimeManagementConfig.UpdateRuntimeOn is Manual; expected Auto or FunctionUpdate'],
    },
    'a platform that stays as it is, and a database without minor versions': {
      ...functions(
        ['Service.Properties.PlatformVersion', '1.4.0'],
        ['Database.Properties.AutoMinorVersionUpgrade', false],
      ),
      says: [
        'Properties.PlatformVersion is 1.4.0; expected LATEST',
        'Properties.AutoMinorVersionUpgrade is false; expected true',
      ],
    },
  },
  unknown: {
    'a runtime that only the deployment knows': {
      ...functions(['Lambda.Properties.Runtime', open]),
      says: [
        `Properties.Runtime is unknown (parameter Open is only known at deployment); expected ${supported}`,
      ],
    },
    'a runtime that is newer than the list': {
      ...functions(['Lambda.Properties.Runtime', 'nodejs98.x']),
      says: [`Properties.Runtime is nodejs98.x; only the deployment tells whether that is ${supported}`],
    },
  },
});

test('the runtime of the kit is one of the list, with the same end of support', () => {
  expect(runtimes.endOfSupport[kit.runtime as keyof typeof runtimes.endOfSupport]).toBe(kit.endOfSupport);
});
