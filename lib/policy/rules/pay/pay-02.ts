import { dataNames, namingTypes } from '../../../cloudformation/data-names.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { valuesAt } from '../../../cloudformation/value-paths.ts';
import { hasContract } from '../../data-classes.ts';
import { observeList, type Verdict } from '../../expect.ts';
import { notApplicable, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { cardDataIn } from './card-data.ts';

const tables = ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'];

/** Names tell what is meant to be kept; that nothing else is, they do not prove. */
export const pay02: Rule = {
  id: 'PAY-02',
  title: 'No table, schema, event or log names a field for card data',
  severity: 'critical',
  types: namingTypes,
  why: 'Whatever has a place for card numbers will hold some, and a security code may be kept by nobody, not even encrypted.',
  fix: 'Take the field away, and keep what the gateway hands out instead: a token, the brand and the last four digits.',
  controls: ['PAY-02'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource) => {
    const named = dataNames(resource);
    const forbidden = cardDataIn(named.map(({ name }) => name));
    const flaws = named
      .filter(({ name }) => forbidden.includes(name))
      .map(({ name, at }) =>
        observation('fail', at, { expected: 'no field for card data', about: name }).with({
          says: `names ${name}; expected no field for card data`,
        }),
      );
    if (flaws.length > 0) return flaws;
    // Somebody else's template may be a part of one, and CloudFormation itself refuses a table without its attributes.
    return tables.includes(resource.type) && hasContract(resource)
      ? [attributesInUse(resource)]
      : [notApplicable(resource, 'it names no field that is about cards')];
  },
};

/** What a table says of its items: the attributes of its keys and of its indexes, each once, with a type. */
function attributesInUse(table: Resource): Observation {
  const keys = ['KeySchema[]', 'GlobalSecondaryIndexes[].KeySchema[]', 'LocalSecondaryIndexes[].KeySchema[]']
    .flatMap((path) => valuesAt(table, path))
    .map((key) => key.at('AttributeName'));
  const expected = 'the attributes of the keys and indexes, none of them for card data';
  const seen = observeList(table.property('AttributeDefinitions'), { expected }, (items) =>
    definesAll(items, keys),
  );
  return seen.status === 'pass' ? seen.withNote('what else an item holds stands in no template') : seen;
}

function definesAll(items: readonly Value[], keys: readonly Value[]): Verdict {
  const defined = items.map((item) => item.at('AttributeName').literal);
  const types = items.map((item) => item.at('AttributeType').literal);
  const used = keys.map(({ literal }) => literal);
  if ([...defined, ...types, ...used].includes(undefined)) return undefined;
  return (
    defined.length > 0 &&
    types.every((type) => ['S', 'N', 'B'].includes(String(type))) &&
    defined.every((name) => used.includes(name)) &&
    used.every((name) => defined.includes(name))
  );
}
