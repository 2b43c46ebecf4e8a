import { log01 } from '../../../../lib/policy/rules/log/log-01.ts';
import { open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { parameter, trails } from './trails.ts';

testRule(log01, {
  pass: {
    'a trail of all regions': trails(),
    'a trail that says so in text': trails(['Trail.Properties.IsMultiRegionTrail', 'true']),
  },
  fail: {
    'a trail that is switched off': {
      ...trails(['Trail.Properties.IsLogging', false]),
      says: ['Properties.IsLogging is false; expected true'],
    },
    'a trail of one region, as it is by default': {
      ...trails(['Trail.Properties.IsMultiRegionTrail', undefined]),
      says: ['Properties.IsMultiRegionTrail is not set; expected true'],
    },
    'a trail without the services that know no regions': {
      ...trails(['Trail.Properties.IncludeGlobalServiceEvents', false]),
      says: ['Properties.IncludeGlobalServiceEvents is false; expected true'],
    },
  },
  unknown: {
    'a parameter that switches it on': {
      ...trails(['Trail.Properties.IsLogging', open]),
      says: [`Properties.IsLogging is ${parameter}; expected true`],
    },
  },
});
