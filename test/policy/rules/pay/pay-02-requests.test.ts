import type { JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { pay02Requests } from '../../../../lib/policy/rules/pay/pay-02-requests.ts';
import { type Change, changed, open, undecided } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { parameter } from './masking.ts';

const good: Record<string, JsonRecord> = {
  Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'shop' } },
  Orders: {
    Type: 'AWS::ApiGateway::Resource',
    Properties: {
      RestApiId: { Ref: 'Api' },
      ParentId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] },
      PathPart: 'orders',
    },
  },
  Bodies: {
    Type: 'AWS::ApiGateway::RequestValidator',
    Properties: { RestApiId: { Ref: 'Api' }, ValidateRequestBody: true },
  },
  Order: {
    Type: 'AWS::ApiGateway::Model',
    Properties: {
      RestApiId: { Ref: 'Api' },
      ContentType: 'application/json',
      Schema: { type: 'object', properties: { item: { type: 'string' } }, additionalProperties: false },
    },
  },
  PlaceOrder: {
    Type: 'AWS::ApiGateway::Method',
    Properties: {
      RestApiId: { Ref: 'Api' },
      ResourceId: { Ref: 'Orders' },
      HttpMethod: 'POST',
      RequestValidatorId: { Ref: 'Bodies' },
      RequestModels: { 'application/json': { Ref: 'Order' } },
    },
  },
};

function api(...changes: readonly Change[]) {
  return { resources: changed(good, changes), sections: undecided };
}

const validator = 'a request validator among the templates';

testRule(pay02Requests, {
  pass: { 'orders whose fields are listed': api() },
  fail: {
    'orders that nobody validates': {
      ...api(['PlaceOrder.Properties.RequestValidatorId', undefined]),
      says: [`Properties.RequestValidatorId is not set; expected ${validator}`],
    },
    'a validator that does not look at bodies': {
      ...api(['Bodies.Properties.ValidateRequestBody', undefined]),
      says: ['Properties.ValidateRequestBody is not set; expected true'],
    },
    'bodies without a model': {
      ...api(['PlaceOrder.Properties.RequestModels', undefined]),
      says: ['Properties.RequestModels.application/json is not set; expected a model among the templates'],
    },
    'a model that takes further fields': {
      ...api(['Order.Properties.Schema.additionalProperties', undefined]),
      says: ['Properties.Schema.additionalProperties is not set; expected false'],
    },
  },
  unknown: {
    'a validator that is a parameter': {
      ...api(['PlaceOrder.Properties.RequestValidatorId', open]),
      says: [`Properties.RequestValidatorId is ${parameter}; expected ${validator}`],
    },
    'a schema that is text': {
      ...api(['Order.Properties.Schema', '{}']),
      says: [
        'Properties.Schema is {}; only the deployment tells whether that is a schema that is written as an object',
      ],
    },
  },
  notApplicable: {
    'a method that reads': api(['PlaceOrder.Properties.HttpMethod', 'GET']),
    'another path': api(['Orders.Properties.PathPart', 'opinions']),
    'a path that is elsewhere': api(['PlaceOrder.Properties.ResourceId', 'r1']),
  },
});
