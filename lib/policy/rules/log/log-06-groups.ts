import { keyBehind } from '../../../cloudformation/encryption-keys.ts';
import { logGroupType } from '../../../cloudformation/log-stores.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';
import { needsCustomerManagedKey } from '../../data-classes.ts';
import { admitsLogGroup, expectCustomerManagedKey } from '../../encryption-keys.ts';
import { notApplicable } from '../../observation.ts';
import type { Rule } from '../../rule.ts';

/** CloudWatch Logs encrypts in any case; a key of the account says who reads, and can be withdrawn. */
export const log06Groups: Rule = {
  id: 'LOG-06-groups',
  title: 'Log groups are encrypted with a customer-managed key that CloudWatch Logs may use for them',
  severity: 'low',
  types: [logGroupType],
  why: 'Without a key of the account whoever may read logs reads all of them; with a key that does not admit the group nothing is logged at all.',
  fix: 'Set KmsKeyId to a customer-managed key whose policy lets logs.REGION.amazonaws.com use it for the ARN of this log group.',
  controls: ['LOG-06', 'DATA-02'],
  since: '0.1.0',
  stage: 'enforced',
  check: (group, model) => {
    const key = group.property('KmsKeyId');
    if (key.isAbsent && !needsKey(group, model)) {
      return [notApplicable(group, 'AWS encrypts it, and nothing here needs a customer-managed key')];
    }
    const target = keyBehind(key, model);
    return [expectCustomerManagedKey(key), ...(target ? admitsLogGroup(target, group) : [])];
  },
};

function needsKey(group: Resource, model: Model): boolean {
  return needsCustomerManagedKey(group) || model.referrers(group, 'AWS::Lambda::Function').length > 0;
}
