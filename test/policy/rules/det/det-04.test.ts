import type { JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { det04 } from '../../../../lib/policy/rules/det/det-04.ts';
import { type Change, changed, open, undecided } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { parameter } from './watched.ts';

const good: Record<string, JsonRecord> = {
  Repository: {
    Type: 'AWS::ECR::Repository',
    Properties: { ImageScanningConfiguration: { ScanOnPush: true } },
  },
};
const everyRepository = { Filter: '*', FilterType: 'WILDCARD' };
const registry: JsonRecord = {
  Type: 'AWS::ECR::RegistryScanningConfiguration',
  Properties: {
    ScanType: 'ENHANCED',
    Rules: [{ ScanFrequency: 'CONTINUOUS_SCAN', RepositoryFilters: [everyRepository] }],
  },
};
const scanOnPush = 'Repository.Properties.ImageScanningConfiguration.ScanOnPush';
const images = (...changes: readonly Change[]) => ({
  resources: changed(good, changes),
  sections: undecided,
});

testRule(det04, {
  pass: {
    'a repository that scans what is pushed': images(),
    'a registry that scans every repository': images([scanOnPush, undefined], ['Registry', registry]),
  },
  fail: {
    'a repository that scans nothing, as it does by default': {
      ...images([scanOnPush, undefined]),
      says: ['Properties.ImageScanningConfiguration.ScanOnPush is false; expected true'],
    },
    'a registry that scans by the older way': {
      ...images(['Registry', registry], ['Registry.Properties.ScanType', 'BASIC']),
      says: ['Properties.ScanType is BASIC; expected ENHANCED'],
    },
    'a registry that scans some repositories alone': {
      ...images(
        ['Registry', registry],
        ['Registry.Properties.Rules[0].RepositoryFilters[0].Filter', 'shop-*'],
      ),
      says: ['Properties.Rules lacks a rule for every repository'],
    },
  },
  unknown: {
    'a repository about which a parameter decides': {
      ...images([scanOnPush, open]),
      says: [`Properties.ImageScanningConfiguration.ScanOnPush is ${parameter}; expected true`],
    },
  },
});
