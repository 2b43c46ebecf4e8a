import type { Value } from '../../../cloudformation/model/types.ts';
import { flawsOf } from '../../choices.ts';
import { expectNumber, expectTrue } from '../../expect.ts';
import { missing, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';

/** What a wrong write or a wrong click destroys can be brought back to the second. */
export const data05: Rule = {
  id: 'DATA-05',
  title: 'Tables can be restored to any second and refuse deletion',
  severity: 'high',
  types: ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'],
  required: { type: 'AWS::DynamoDB::Table', stack: 'data' },
  why: 'A faulty release or a wrong command erases orders that nobody can restore.',
  fix: 'Set PointInTimeRecoveryEnabled and DeletionProtectionEnabled to true; in each replica of a global table. Leave out RecoveryPeriodInDays, or set at least 7.',
  controls: ['DATA-05'],
  since: '0.1.0',
  stage: 'enforced',
  check: (table) => {
    if (table.type === 'AWS::DynamoDB::Table') return protection(table.attribute('Properties'));
    const replicas = table.property('Replicas');
    const expected = 'a list of replicas';
    if (!replicas.isDecidedList) return [observation('unknown', replicas, { expected })];
    const items = replicas.items();
    return items.length === 0 ? [missing(table, replicas.path, 'a replica')] : items.flatMap(protection);
  },
};

function protection(copy: Value): readonly Observation[] {
  return [
    expectTrue(copy.at('PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled')),
    // AWS keeps 35 days unless a template says less; what is found out after a week must still be mended.
    ...flawsOf([
      expectNumber(copy.at('PointInTimeRecoverySpecification.RecoveryPeriodInDays').withDefault(35), {
        min: 7,
        max: 35,
      }),
    ]),
    expectTrue(copy.at('DeletionProtectionEnabled')),
  ];
}
