import { type ApiRoute, routeOfKey, routeOfMethod } from '../../../cloudformation/api-routes.ts';
import type { StorefrontTemplates } from '../../../cloudformation/model/model.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { referenced } from '../../../cloudformation/references.ts';
import { textIs } from '../../../cloudformation/texts.ts';
import { expectOneOf, expectPresent } from '../../expect.ts';
import { notApplicable, type Observation, observation } from '../../observation.ts';
import type { Remark } from '../../remark.ts';
import type { Rule } from '../../rule.ts';
import words from './api-paths.json' with { type: 'json' };

const methodType = 'AWS::ApiGateway::Method';
const routeType = 'AWS::ApiGatewayV2::Route';
const restApiType = 'AWS::ApiGateway::RestApi';
const httpApiType = 'AWS::ApiGatewayV2::Api';

/** The gateway before a function may ask who calls; where it does not, only the function could. */
export const auth05: Rule = {
  id: 'AUTH-05',
  title: 'APIs ask who calls before they show what belongs to one person',
  severity: 'critical',
  types: [methodType, routeType, restApiType, httpApiType],
  storefront: saysWithoutApi,
  why: 'An order is one guessed number away from everybody, with its address and what was paid.',
  fix: 'Give the method or route an authorizer: AWS_IAM, a user pool, JWT, or a function of your own.',
  controls: ['AUTH-05'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource) => (judges[resource.type] ?? described)(resource),
};

const judges: Readonly<Record<string, (resource: Resource) => readonly Observation[]>> = {
  [methodType]: (method) => {
    if (method.property('Integration.Type').literal === 'MOCK') {
      return [notApplicable(method, 'it answers by itself, and nothing stands behind it')];
    }
    if (isPrivate(method)) return [notApplicable(method, 'the internet does not reach its API')];
    return asked(method, routeOfMethod(method));
  },
  [routeType]: (route) => {
    const api = referenced(route.property('ApiId'));
    const isSocket = api?.property('ProtocolType').literal === 'WEBSOCKET';
    if (isSocket && route.property('RouteKey').literal !== '$connect') {
      return [notApplicable(route, 'whoever calls it was asked by the route $connect')];
    }
    return asked(route, routeOfKey(route));
  },
};

function isPrivate(method: Resource): boolean {
  const types = referenced(method.property('RestApiId'))?.property('EndpointConfiguration.Types');
  return types?.isDecidedList === true && types.items().length > 0
    ? types.items().every(({ literal }) => literal === 'PRIVATE')
    : false;
}

const authorizers = ['AWS_IAM', 'COGNITO_USER_POOLS', 'CUSTOM', 'JWT'];

/** What is named for one person's things needs an authorizer; of other names nobody knows what they show. */
function asked(resource: Resource, route: ApiRoute | undefined): readonly Observation[] {
  const type = resource.property('AuthorizationType').withDefault('NONE');
  if (textIs(type, (text) => text === 'NONE') !== true) {
    return [expectOneOf(type, authorizers), ...authorizerOf(resource, type)];
  }
  if (route?.method === 'OPTIONS')
    return [notApplicable(resource, 'browsers ask it before a call, without a name')];
  const subject = route && subjectOf(route.path);
  if (subject === 'public')
    return [notApplicable(resource, `${shown(route)} is named for what everybody may see`)];
  if (subject === 'personal' && route?.method !== 'POST') {
    return [
      expectOneOf(type, authorizers).withNote(`${shown(route)} is named for what belongs to one person`),
    ];
  }
  const says = `is ${type}; only whoever wrote ${shown(route)} knows whether it shows what belongs to one person`;
  return [observation('unknown', type, { expected: authorizers.join(' or ') }).with({ says })];
}

function shown(route: ApiRoute | undefined): string {
  return route ? `${route.method} ${route.path}` : 'what it serves';
}

/** An authorizer that is meant and not named asks nobody. */
function authorizerOf(resource: Resource, type: Value): readonly Observation[] {
  if (textIs(type, (text) => text === 'AWS_IAM') !== false) return [];
  return [expectPresent(resource.property('AuthorizerId'), 'the id of an authorizer')];
}

/** `/orders/{id}/status` is about an order, and `/users/login` is about nobody yet. */
function subjectOf(path: string): 'personal' | 'public' | undefined {
  const parts = path
    .toLowerCase()
    .split('/')
    .filter((part) => part !== '' && !part.startsWith('{'))
    .map((part) => part.split(/[^a-z0-9]+/).map(singular));
  const holdsOneOf = (found: readonly string[], list: { readonly words: readonly string[] }) =>
    found.some((word) => list.words.includes(word));
  if (holdsOneOf(parts.at(-1) ?? [], words.entering)) return 'public';
  if (holdsOneOf(parts.flat(), words.personal)) return 'personal';
  return holdsOneOf(parts.flat(), words.public) ? 'public' : undefined;
}

function singular(word: string): string {
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (word.endsWith('sses')) return word.slice(0, -2);
  return word.endsWith('s') && !word.endsWith('ss') && !word.endsWith('us') ? word.slice(0, -1) : word;
}

/** An API may be described as a whole, in a document that no rule reads, or take everything with one target. */
function described(api: Resource): readonly Observation[] {
  const whole = ['Body', 'BodyS3Location', 'Target'].map((name) => api.property(name));
  const seen = whole
    .filter(({ isAbsent }) => !isAbsent)
    .map((value) =>
      observation('unknown', value, { expected: 'methods or routes among the templates' }).with({
        says: 'describes calls that no rule reads, so nobody knows which of them ask who calls',
      }),
    );
  return seen.length > 0 ? seen : [notApplicable(api, 'its methods and routes are judged one by one')];
}

/** Says of a shop without any API that it has none. */
function saysWithoutApi({ contract, templates }: StorefrontTemplates): readonly Remark[] {
  const [template] = templates;
  const apis = [restApiType, httpApiType, 'AWS::AppSync::GraphQLApi', 'AWS::AppSync::Api'];
  if (!template || templates.some((one) => apis.some((type) => one.ofType(type).length > 0))) return [];
  const message = `no API of API Gateway or AppSync is among the templates of ${contract.shop}`;
  const nothing = { path: 'Resources', type: '', actual: 'not set', expected: '', isOfAll: true };
  return [{ ...nothing, status: 'notApplicable', template, message }];
}
