import { all, type Truth } from '../../cloudformation/model/truth.ts';
import type { Condition, Statement } from '../../cloudformation/policy-documents.ts';
import { textIs } from '../../cloudformation/texts.ts';
import { isWithin } from '../../cloudformation/wildcards.ts';
import { type Observation, observation } from '../observation.ts';

const grants = ['kms:CreateGrant'];

/** A grant that only an AWS service on behalf of a resource may have leads to nobody else. */
export function grantsForServices(statement: Statement): readonly Observation[] | undefined {
  const { actions, conditions } = statement;
  const isGrantAlone = all(actions.values.map((action) => isWithin(action, grants)));
  const bound = conditions.values.find((condition) => isForAwsResource(condition) === true);
  if (!isGrantAlone || actions.negated || !bound || !conditions.isDecided) return undefined;
  return [observation('pass', bound.line, { expected: forResources })];
}

/** What binds a grant to AWS services. */
export const forResources = 'kms:GrantIsForAWSResource true, so that grants are for AWS services alone';

/** Whether a condition lets nobody but an AWS service on behalf of a resource have a grant. */
export function isForAwsResource({ operator, key, values, isDecided }: Condition): Truth {
  if (operator === undefined || key === undefined) return undefined;
  if (operator !== 'Bool' || key !== 'kms:grantisforawsresource' || values.length === 0) return false;
  const verdict = all(values.map((value) => textIs(value, (text) => text === 'true')));
  return verdict && !isDecided ? undefined : verdict;
}
