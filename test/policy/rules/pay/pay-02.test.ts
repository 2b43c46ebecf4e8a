import { expect, test } from '@jest/globals';
import type { Json, JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { cardDataIn } from '../../../../lib/policy/rules/pay/card-data.ts';
import { pay02 } from '../../../../lib/policy/rules/pay/pay-02.ts';
import { open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';
import { parameter } from './masking.ts';

const good: JsonRecord = {
  AttributeDefinitions: [
    { AttributeName: 'order', AttributeType: 'S' },
    { AttributeName: 'cardToken', AttributeType: 'S' },
  ],
  KeySchema: [{ AttributeName: 'order', KeyType: 'HASH' }],
  GlobalSecondaryIndexes: [
    { IndexName: 'tokens', KeySchema: [{ AttributeName: 'cardToken', KeyType: 'HASH' }] },
  ],
};

function table(changes: JsonRecord = {}, contract: JsonRecord | null = storefront) {
  return {
    ...holding('AWS::DynamoDB::Table', { ...good, ...changes }),
    ...(contract && { storefront: contract }),
  };
}

function holding(type: string, properties: JsonRecord) {
  return {
    resources: { Named: { Type: type, Properties: properties } },
    sections: { Parameters: { Open: { Type: 'String' } } },
  };
}

function projecting(NonKeyAttributes: Json) {
  return table({
    GlobalSecondaryIndexes: [
      {
        IndexName: 'tokens',
        KeySchema: [{ AttributeName: 'cardToken', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes },
      },
    ],
  });
}

const attributes = 'the attributes of the keys and indexes, none of them for card data';

testRule(pay02, {
  pass: {
    'a table of tokens': table(),
    'an index with the last digits and the brand': projecting(['last4', 'cardBrand', 'cvcCheck']),
  },
  fail: {
    'a key that is a card number': {
      ...table({
        AttributeDefinitions: [{ AttributeName: 'cardNumber', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'cardNumber', KeyType: 'HASH' }],
        GlobalSecondaryIndexes: [],
      }),
      says: [
        'Properties.AttributeDefinitions[0].AttributeName names cardNumber; expected no field for card data',
      ],
    },
    'an index that keeps codes, encrypted': {
      ...projecting(['encrypted_cvv']),
      says: [
        'Properties.GlobalSecondaryIndexes[0].Projection.NonKeyAttributes[0] names encrypted_cvv; expected no field for card data',
      ],
    },
    'an index that keeps the holder beside the date': {
      ...projecting(['cardholder', 'expiry']),
      says: ['cardholder', 'expiry'].map(
        (name, index) =>
          `Properties.GlobalSecondaryIndexes[0].Projection.NonKeyAttributes[${index}] names ${name}; expected no field for card data`,
      ),
    },
    'a model of a request with a card in it': {
      ...holding('AWS::ApiGateway::Model', { Schema: { properties: { card: { properties: { pan: {} } } } } }),
      says: ['Properties.Schema names pan; expected no field for card data'],
    },
    'a type of GraphQL with a code': {
      ...holding('AWS::AppSync::GraphQLSchema', { Definition: 'input Card { cvv2: String }' }),
      says: ['Properties.Definition names cvv2; expected no field for card data'],
    },
    'a filter of a log that looks for card numbers': {
      ...holding('AWS::Logs::MetricFilter', { FilterPattern: '{ $.card_number = * }' }),
      says: ['Properties.FilterPattern names card_number; expected no field for card data'],
    },
    'a schema of events, as text': {
      ...holding('AWS::EventSchemas::Schema', { Content: '{"properties":{"trackData":{}}}' }),
      says: ['Properties.Content names trackData; expected no field for card data'],
    },
    'an attribute that no key uses': {
      ...table({ GlobalSecondaryIndexes: [] }),
      says: [
        `Properties.AttributeDefinitions is ${JSON.stringify(good['AttributeDefinitions'])}; expected ${attributes}`,
      ],
    },
  },
  unknown: {
    'a name that is a parameter': {
      ...table({ AttributeDefinitions: open }),
      says: [`Properties.AttributeDefinitions is ${parameter}; expected ${attributes}`],
    },
  },
  notApplicable: {
    'a foreign table that names no card': table({}, null),
    'a comment about card numbers': holding('AWS::AppSync::GraphQLSchema', {
      Definition: '# never a cardNumber\n"a pan" type Order { id: ID! }',
    }),
    'a pattern of events about payments': holding('AWS::Events::Rule', {
      EventPattern: { detail: { creditCardPayment: [true], expiry: [1] } },
    }),
  },
});

test.each([
  ['pan', true],
  ['customerPAN', true],
  ['cc-number', true],
  ['CardVerificationValue', true],
  ['card_exp_month', true],
  ['panToken', false],
  ['japan', false],
  ['company', false],
  ['expandedView', false],
  ['maskedCardNumber', false],
  ['card_number_last4', false],
  ['cardExpiryRequired', false],
  ['trackingNumber', false],
  ['expiresAt', false],
])('%s names card data: %p', (name, isCardData) => {
  expect(cardDataIn([name])).toEqual(isCardData ? [name] : []);
});
