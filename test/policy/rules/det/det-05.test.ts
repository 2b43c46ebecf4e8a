import { det05 } from '../../../../lib/policy/rules/det/det-05.ts';
import { open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { parameter, watched } from './watched.ts';

const age = 'Analyzer.Properties.AnalyzerConfiguration.UnusedAccessConfiguration.UnusedAccessAge';
const ofUnused = ['Analyzer.Properties.Type', 'ACCOUNT_UNUSED_ACCESS'] as const;

testRule(det05, {
  pass: {
    'an analyzer of access from outside': watched(),
    'an analyzer of access that is unused for 90 days': watched(ofUnused, [age, 90]),
  },
  fail: {
    'an analyzer of a type that looks at something else': {
      ...watched(['Analyzer.Properties.Type', 'ACCOUNT_INTERNAL_ACCESS']),
      says: [
        'Properties.Type is ACCOUNT_INTERNAL_ACCESS; expected ACCOUNT or ORGANIZATION or ACCOUNT_UNUSED_ACCESS or ORGANIZATION_UNUSED_ACCESS',
      ],
    },
    'a rule that archives what nobody has read': {
      ...watched(['Analyzer.Properties.ArchiveRules', [{ RuleName: 'all', Filter: [] }]]),
      says: [
        'Properties.ArchiveRules is [{"RuleName":"all","Filter":[]}]; expected no rule that archives findings unread',
      ],
    },
    'an analyzer that waits for a year': {
      ...watched(ofUnused, [age, 365]),
      says: [
        'Properties.AnalyzerConfiguration.UnusedAccessConfiguration.UnusedAccessAge is 365; expected at least 1 and at most 90',
      ],
    },
  },
  unknown: {
    'an analyzer whose type is a parameter': {
      ...watched(['Analyzer.Properties.Type', open]),
      says: [
        `Properties.Type is ${parameter}; expected ACCOUNT or ORGANIZATION or ACCOUNT_UNUSED_ACCESS or ORGANIZATION_UNUSED_ACCESS`,
      ],
    },
  },
});
