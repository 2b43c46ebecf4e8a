import type { Resource } from '../../../cloudformation/model/types.ts';
import { flawsOf } from '../../choices.ts';
import { expectNumber, expectTrue } from '../../expect.ts';
import { notApplicable, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { canRotate } from './key-specs.ts';

/** What CloudFormation rotates by where nothing is written, and the least and most days that the kit takes. */
const period = { usual: 365, min: 90, max: 365 };

/** Old material stays, so that data is read on; each year's data has material of its own. */
export const key01: Rule = {
  id: 'KEY-01',
  title: 'Keys rotate at least once a year',
  severity: 'medium',
  types: ['AWS::KMS::Key'],
  why: 'The longer one key encrypts, the more is read with it by whoever gets hold of it.',
  fix: 'Set EnableKeyRotation to true, and RotationPeriodInDays to 365 or less, or leave it out.',
  controls: ['KEY-01'],
  since: '0.1.0',
  stage: 'enforced',
  check: (key) => {
    const rotates = canRotate(key);
    if (rotates === false) {
      return [notApplicable(key, 'AWS cannot rotate asymmetric, imported or external keys')];
    }
    const seen = rotation(key);
    // A key of an open kind may be one that cannot rotate, so that nothing is proven against it.
    return rotates ? seen : seen.map(asDoubt);
  },
};

function rotation(key: Resource): readonly Observation[] {
  return [
    expectTrue(key.property('EnableKeyRotation')),
    ...flawsOf([expectNumber(key.property('RotationPeriodInDays').withDefault(period.usual), period)]),
  ];
}

function asDoubt(seen: Observation): Observation {
  return seen.status === 'fail' ? seen.with({ status: 'unknown' }) : seen;
}
