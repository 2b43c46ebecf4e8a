import limits from '../../aws/deployment-limits.json' with { type: 'json' };
import { InputError } from '../../cloudformation/input/input-error.ts';
import type { AllowStatement } from './statements.ts';

/** The document of a managed policy. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly AllowStatement[];
}

/**
 * Says statements in as few managed policies as their order allows, each within IAM's limit of characters. Throws an `InputError`
 * where a role cannot have so many.
 */
export function managedPolicies(statements: readonly AllowStatement[]): readonly PolicyDocument[] {
  const documents: AllowStatement[][] = [];
  for (const statement of statements.flatMap(withinLimit)) {
    const fitting = documents.find((held) => isShort([...held, statement]));
    if (fitting) fitting.push(statement);
    else documents.push([statement]);
  }
  if (documents.length > limits.managedPoliciesOfRole) {
    throw new InputError(
      `these stacks need ${documents.length} managed policies, and a role has ${limits.managedPoliciesOfRole} at most, give fewer folders and bootstrap the rest with a qualifier of its own`,
    );
  }
  return documents.map(documentOf);
}

/** A statement that is too long for one policy becomes two with half of its actions each. */
function withinLimit(statement: AllowStatement): readonly AllowStatement[] {
  const { Action: actions } = statement;
  if (isShort([statement]) || actions.length === 1) return [statement];
  const middle = Math.ceil(actions.length / 2);
  return [actions.slice(0, middle), actions.slice(middle)].flatMap((half) =>
    withinLimit({ ...statement, Action: half }),
  );
}

function isShort(statements: readonly AllowStatement[]): boolean {
  return JSON.stringify(documentOf(statements)).length <= limits.charactersOfManagedPolicy;
}

function documentOf(statements: readonly AllowStatement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements };
}
