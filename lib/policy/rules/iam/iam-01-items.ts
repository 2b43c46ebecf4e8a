import { documentsOf } from '../../../cloudformation/identity-policies.ts';
import { own } from '../../../cloudformation/model/json.ts';
import { all, type Truth } from '../../../cloudformation/model/truth.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import type { Statement } from '../../../cloudformation/policy-documents.ts';
import { referenced } from '../../../cloudformation/references.ts';
import { textIs } from '../../../cloudformation/texts.ts';
import { takesInOneOf } from '../../../cloudformation/wildcards.ts';
import { resourceName } from '../../../contract/names.ts';
import { flawsOf } from '../../choices.ts';
import { notApplicable, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { seenInAllowed, verdictAt } from '../../statements/allowed.ts';
import facts from './item-rights.json' with { type: 'json' };

/** How the partition keys begin that a function reaches, by action. */
type Rights = Readonly<Record<string, readonly string[]>>;

const functions: Readonly<Record<string, Rights>> = facts.functions;

/** One table holds orders, shoppers, events and prices, so that only the keys of items keep functions apart. */
export const iam01Items: Rule = {
  id: 'IAM-01-items',
  title: 'Each function of a storefront reaches the items that its own work needs, and no others',
  severity: 'high',
  types: ['AWS::Lambda::Function'],
  why: 'Whoever gets into the function that takes callbacks would read every shopper, and one that shows orders could write that they are paid.',
  fix: 'Give the role of the function the actions and the dynamodb:LeadingKeys that the kit gives it, each by ForAllValues:StringLike.',
  controls: ['IAM-01'],
  since: '0.1.0',
  stage: 'enforced',
  check: (lambda, model) => {
    const rights = rightsOf(lambda);
    if (!rights) return [notApplicable(lambda, 'it is no function of a storefront that works with items')];
    const role = referenced(lambda.property('Role'));
    const documents = role ? documentsOf(role, model) : [];
    const flaws = flawsOf(
      documents.flatMap((document) => seenInAllowed(document, (statement) => within(statement, rights))),
    );
    return flaws.length > 0 ? flaws : [notApplicable(lambda, 'it reaches no items but its own')];
  },
};

function rightsOf(lambda: Resource): Rights | undefined {
  const { storefront } = lambda.template;
  if (!storefront) return undefined;
  const owner = { shop: storefront.shop, name: storefront.environment };
  const name = lambda.property('FunctionName').literal;
  return Object.entries(functions).find(([role]) => resourceName(owner, role) === name)?.[1];
}

function within(statement: Statement, rights: Rights): readonly Observation[] {
  return statement.actions.values.filter(reachesItems).map((action) => {
    const keys = own(rights, String(action.literal));
    const expected = keys ? `items whose keys begin with ${keys.join(', ')}` : 'no such action';
    const at = keys ? statement.value.at('Condition') : action;
    return verdictAt(keys ? reachesOnly(statement, keys) : false, at, { expected });
  });
}

function reachesItems(action: Value): boolean {
  return takesInOneOf({ negated: false, values: [action], isDecided: true }, facts.items) !== false;
}

const operators: readonly (string | undefined)[] = ['ForAllValues:StringLike', 'ForAllValues:StringEquals'];

function reachesOnly({ conditions }: Statement, keys: readonly string[]): Truth {
  const limit = conditions.values.find(
    ({ operator, key }) => key === 'dynamodb:leadingkeys' && operators.includes(operator),
  );
  if (!limit) return conditions.isDecided ? false : undefined;
  const isListed = all(limit.values.map((value) => textIs(value, (text) => keys.includes(text))));
  return isListed && !limit.isDecided ? undefined : isListed;
}
