import type { Resource } from '../../../cloudformation/model/types.ts';
import { textIs } from '../../../cloudformation/texts.ts';
import { accountHas } from '../../account-services.ts';
import { flawsOf } from '../../choices.ts';
import { expectAbsent, expectNumber, expectOneOf } from '../../expect.ts';
import type { Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';

const analyzerType = 'AWS::AccessAnalyzer::Analyzer';
const external = ['ACCOUNT', 'ORGANIZATION'];
const unused = ['ACCOUNT_UNUSED_ACCESS', 'ORGANIZATION_UNUSED_ACCESS'];

/** PCI DSS v4.0.1, 8.2.6: accounts that nobody uses end after 90 days. */
const longestUnused = 90;

/** Access from outside comes by policies of resources, one of which is always forgotten. */
export const det05: Rule = {
  id: 'DET-05',
  title: 'An analyzer finds in each region what principals outside of the account can reach',
  severity: 'low',
  types: [analyzerType],
  account: accountHas({
    control: 'DET-05',
    service: 'accessAnalyzer',
    type: analyzerType,
    subject: 'an analyzer of external access in each region',
    regions: 'each',
    isMeant: (analyzer) => textIs(analyzer.property('Type'), (type) => external.includes(type)),
  }),
  why: 'A key, a bucket or a role that a stranger may use is found by strangers first.',
  fix: 'Add an AWS::AccessAnalyzer::Analyzer of type ACCOUNT or ORGANIZATION without archive rules; one of unused access reports after 90 days at most.',
  controls: ['DET-05'],
  since: '0.1.0',
  stage: 'enforced',
  check: (analyzer) => [
    expectOneOf(analyzer.property('Type'), [...external, ...unused]),
    ...flawsOf([expectAbsent(analyzer.property('ArchiveRules'), 'no rule that archives findings unread')]),
    ...age(analyzer),
  ],
};

function age(analyzer: Resource): readonly Observation[] {
  if (textIs(analyzer.property('Type'), (type) => unused.includes(type)) !== true) return [];
  const days = analyzer.property('AnalyzerConfiguration.UnusedAccessConfiguration.UnusedAccessAge');
  return [expectNumber(days, { min: 1, max: longestUnused })];
}
