import { routeOfMethod } from '../../../cloudformation/api-routes.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { referenced } from '../../../cloudformation/references.ts';
import { expectOneOf, expectSeen, expectTrue } from '../../expect.ts';
import { notApplicable, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import words from './order-paths.json' with { type: 'json' };

const writes = ['ANY', 'PATCH', 'POST', 'PUT'];

/** What a request may hold is decided before a function reads it: a field that nobody listed may be a card number. */
export const pay02Requests: Rule = {
  id: 'PAY-02-requests',
  title: 'Requests by which shoppers order or pay hold no field that the API does not list',
  severity: 'medium',
  types: ['AWS::ApiGateway::Method'],
  why: 'A form that sends card data by mistake, or by fraud, finds an API that takes it, hands it on and logs it.',
  fix: 'Give the method a RequestValidatorId whose validator has ValidateRequestBody, and RequestModels with a model for application/json whose schema sets additionalProperties to false.',
  controls: ['PAY-02'],
  since: '0.1.0',
  stage: 'enforced',
  check: (method) => {
    const why = whyNotAsked(method);
    return why === undefined ? [validated(method), listed(method)] : [notApplicable(method, why)];
  },
};

function whyNotAsked(method: Resource): string | undefined {
  const route = routeOfMethod(method);
  if (!route) return 'its path is not among the templates';
  if (!writes.includes(route.method)) return 'it takes no body';
  const isOrder = route.path.split('/').some((part) => words.words.includes(part.replace(/s$/, '')));
  return isOrder ? undefined : 'its path is named for no order and no payment';
}

function validated(method: Resource): Observation {
  const value = method.property('RequestValidatorId');
  const validator = referenced(value);
  return validator?.type === 'AWS::ApiGateway::RequestValidator'
    ? expectTrue(validator.property('ValidateRequestBody'))
    : expectSeen(value, 'a request validator among the templates');
}

function listed(method: Resource): Observation {
  // The type of a body holds no dot, and a slash, so it is no path.
  const value = method.property('RequestModels').entry('application/json');
  const model = referenced(value);
  return model?.type === 'AWS::ApiGateway::Model'
    ? closed(model.property('Schema'))
    : expectSeen(value, 'a model among the templates');
}

function closed(schema: Value): Observation {
  const further = schema.at('additionalProperties');
  // Where nothing is written every further field is taken.
  return typeof schema.literal === 'string'
    ? observation('unknown', schema, { expected: 'a schema that is written as an object' })
    : expectOneOf(further, ['false']);
}
