import { logGroupType } from '../../../cloudformation/log-stores.ts';
import { asParts } from '../../../cloudformation/model/resolved.ts';
import type { Resolved, Value } from '../../../cloudformation/model/types.ts';
import { expectItem, flawsOf } from '../../choices.ts';
import { hasContract } from '../../data-classes.ts';
import { expectOneOf, expectPresent, observe, type Verdict } from '../../expect.ts';
import { notApplicable, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';

/** What a statement of a data protection policy does: CloudWatch Logs takes one of each, about the same data. */
const operations = [
  { path: 'Operation.Audit.FindingsDestination', expected: 'a statement that reports card numbers' },
  { path: 'Operation.Deidentify.MaskConfig', expected: 'a statement that masks card numbers' },
] as const;

/** Functions keep card data out of their lines; this is for what others write, and for the day that one fails to. */
export const pay03: Rule = {
  id: 'PAY-03',
  title: 'Log groups mask card numbers, and report those that they find',
  severity: 'high',
  types: [logGroupType],
  why: 'One line with a card number that anybody may read makes the whole log, and whoever reads it, part of the card data environment.',
  fix: 'Set DataProtectionPolicy with an Audit and a Deidentify statement whose DataIdentifier lists name CreditCardNumber, and leave LogGroupClass at STANDARD.',
  controls: ['PAY-03'],
  since: '0.1.0',
  stage: 'enforced',
  check: (group) => {
    const policy = group.property('DataProtectionPolicy');
    if (policy.isAbsent && !hasContract(group)) {
      return [notApplicable(group, 'nothing says that a shop writes to it')];
    }
    // Only groups of the standard class mask, and only their lines are counted.
    const ofClass = expectOneOf(group.property('LogGroupClass').withDefault('STANDARD'), ['STANDARD']);
    return [...masks(policy), ...flawsOf([ofClass])];
  },
};

function masks(policy: Value): readonly Observation[] {
  const version = expectOneOf(policy.at('Version'), ['2021-06-01']);
  return [
    version,
    ...operations.flatMap(({ path, expected }) =>
      expectItem(policy.at('Statement'), {
        expected,
        identify: (statement) => [expectPresent(statement.at(path), 'an operation')],
        judge: (statement) =>
          expectItem(statement.at('DataIdentifier'), {
            expected: 'the identifier CreditCardNumber',
            identify: (identifier) => [observe(identifier, { expected: 'CreditCardNumber' }, isCardNumber)],
          }),
      }),
    ),
  ];
}

/** The partition before it is open where nobody knows the region. */
function isCardNumber(resolved: Resolved): Verdict {
  const end = asParts(resolved).at(-1);
  if (typeof end === 'string') return end.endsWith(':data-identifier/CreditCardNumber');
  return resolved.kind === 'absent' ? false : undefined;
}
