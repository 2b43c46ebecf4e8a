import { keyBehind } from '../../../cloudformation/encryption-keys.ts';
import { trailService, trailType } from '../../../cloudformation/trails.ts';
import { accountHas } from '../../account-services.ts';
import { expectCustomerManagedKey } from '../../encryption-keys.ts';
import { expectTrue } from '../../expect.ts';
import type { Rule } from '../../rule.ts';
import { admitsService, serviceNamed } from '../../statements/service-access.ts';
import { namesTheTrail } from './trail-conditions.ts';

/** Digests that CloudTrail signs tell whether a file was changed or taken away. */
export const log02: Rule = {
  id: 'LOG-02',
  title: 'The files of a trail are signed, and encrypted with a customer-managed key that CloudTrail may use',
  severity: 'high',
  types: [trailType],
  account: accountHas({
    control: 'LOG-02',
    service: 'cloudTrail',
    type: trailType,
    subject: 'the integrity and encryption of a trail',
    regions: 'home',
  }),
  why: 'Whoever can change the record can leave no trace; without a key of the account whoever may read the bucket reads the record.',
  fix: 'Set EnableLogFileValidation to true and KMSKeyId to a customer-managed key whose policy lets cloudtrail.amazonaws.com use kms:GenerateDataKey* and kms:DescribeKey on behalf of this trail.',
  controls: ['LOG-02'],
  since: '0.1.0',
  stage: 'enforced',
  check: (trail, model) => {
    const named = trail.property('KMSKeyId');
    const key = keyBehind(named, model);
    const further = namesTheTrail(trail);
    return [
      expectTrue(trail.property('EnableLogFileValidation')),
      expectCustomerManagedKey(named),
      ...(key
        ? ['kms:GenerateDataKey', 'kms:DescribeKey'].flatMap((action) =>
            admitsService(key.property('KeyPolicy'), {
              ...serviceNamed(trailService),
              actions: [action],
              further,
            }),
          )
        : []),
    ];
  },
};
