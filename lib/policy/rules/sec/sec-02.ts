import type { Value } from '../../../cloudformation/model/types.ts';
import { expectCustomerManagedKey } from '../../encryption-keys.ts';
import { type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';

/** The key of AWS for secrets lets every principal of the account decrypt that may read the secret. */
export const sec02: Rule = {
  id: 'SEC-02',
  title: 'Secrets and their replicas are encrypted with a customer-managed key',
  severity: 'medium',
  types: ['AWS::SecretsManager::Secret'],
  why: 'Without a key of its own nobody can withdraw a secret at once, nor see apart who decrypted it.',
  fix: 'Name a customer-managed KMS key as KmsKeyId, and one for each of ReplicaRegions.',
  controls: ['SEC-02'],
  since: '0.1.0',
  stage: 'enforced',
  check: (secret) => [
    expectCustomerManagedKey(secret.property('KmsKeyId')),
    ...replicaKeys(secret.property('ReplicaRegions')),
  ],
};

function replicaKeys(replicas: Value): readonly Observation[] {
  if (!replicas.isDecidedList) return [observation('unknown', replicas, { expected: 'a list of replicas' })];
  return replicas.items().map((replica) => expectCustomerManagedKey(replica.at('KmsKeyId')));
}
