import type { StorefrontTemplates } from '../../../cloudformation/model/model.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';
import { flawsOf } from '../../choices.ts';
import { expectNumber, expectTrue } from '../../expect.ts';
import { notApplicable, type Observation } from '../../observation.ts';
import type { Remark } from '../../remark.ts';
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
  storefront: leftToOwner,
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

/** Whether a key rotates that is in no template, only its owner knows. */
function leftToOwner({ contract, templates }: StorefrontTemplates): readonly Remark[] {
  const [template] = templates;
  const declaration = contract.declared.find(({ control }) => control === 'KEY-01');
  if (!template || !declaration) return [];
  const { owner, arn } = declaration;
  const message = `${owner} owns the key and its rotation: ${arn}`;
  const nothing = { path: 'Resources', type: '', actual: 'not set', expected: 'yearly rotation' };
  return [{ status: 'declared', template, declaration, message, isOfAll: true, ...nothing }];
}

function rotation(key: Resource): readonly Observation[] {
  return [
    expectTrue(key.property('EnableKeyRotation')),
    ...flawsOf([expectNumber(key.property('RotationPeriodInDays').withDefault(period.usual), period)]),
  ];
}

function asDoubt(seen: Observation): Observation {
  return seen.status === 'fail' ? seen.with({ status: 'unknown' }) : seen;
}
