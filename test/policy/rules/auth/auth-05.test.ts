import { auth05 } from '../../../../lib/policy/rules/auth/auth-05.ts';
import { auth05Graph } from '../../../../lib/policy/rules/auth/auth-05-graph.ts';
import { auth05Guests } from '../../../../lib/policy/rules/auth/auth-05-guests.ts';
import { auth05Listeners } from '../../../../lib/policy/rules/auth/auth-05-listeners.ts';
import { open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { foreignSignIn, signIn } from './sign-in.ts';

const wanted = 'AWS_IAM or COGNITO_USER_POOLS or CUSTOM or JWT';
const method = 'ReadOrder.Properties.AuthorizationType';
const route = 'Route.Properties';
const withoutRest = [
  ['ReadOrder', undefined],
  ['Api', undefined],
] as const;

/** A route of the HTTP API that asks nobody. */
function unasked(key: string) {
  return signIn(...withoutRest, [`${route}.AuthorizationType`, 'NONE'], [`${route}.RouteKey`, key]);
}

testRule(auth05, {
  pass: {
    'a method and a route with authorizers': signIn(),
    "the same in somebody else's template": foreignSignIn(),
    'signed requests, which need no authorizer': signIn(
      [method, 'AWS_IAM'],
      ['ReadOrder.Properties.AuthorizerId', undefined],
    ),
  },
  fail: {
    'an order that everybody may read': {
      ...signIn([method, 'NONE']),
      says: [
        `Properties.AuthorizationType is NONE; expected ${wanted}; GET /orders/{id} is named for what belongs to one person`,
      ],
    },
    'a route without a word about it': {
      ...signIn([`${route}.AuthorizationType`, undefined]),
      says: [
        `Properties.AuthorizationType is NONE; expected ${wanted}; GET /account is named for what belongs to one person`,
      ],
    },
    'the status of an order': {
      ...unasked('GET /orders/{id}/status'),
      says: [
        `Properties.AuthorizationType is NONE; expected ${wanted}; GET /orders/{id}/status is named for what belongs to one person`,
      ],
    },
    'a method that names no authorizer': {
      ...signIn(['ReadOrder.Properties.AuthorizerId', undefined]),
      says: ['Properties.AuthorizerId is not set; expected the id of an authorizer'],
    },
  },
  unknown: {
    'everything that no other route takes': {
      ...unasked('$default'),
      says: [
        'Properties.AuthorizationType is NONE; only whoever wrote ANY $default knows whether it shows what belongs to one person',
      ],
    },
    'an order that is sent in, as guests do': {
      ...unasked('POST /orders'),
      says: [
        'Properties.AuthorizationType is NONE; only whoever wrote POST /orders knows whether it shows what belongs to one person',
      ],
    },
    'a way of asking that only the deployment knows': {
      ...signIn([method, open]),
      says: [
        `Properties.AuthorizationType is unknown (parameter Open is only known at deployment); expected ${wanted}`,
      ],
    },
    'an API that a document describes': {
      ...signIn(['HttpApi.Properties.Body', { openapi: '3.0.1' }]),
      says: [
        'Properties.Body describes calls that no rule reads, so nobody knows which of them ask who calls',
      ],
    },
  },
  notApplicable: {
    'what everybody may see': unasked('GET /products/{id}'),
    'a call that people make before they are known': unasked('POST /users/login'),
    'what a gateway calls': unasked('POST /payments/webhook'),
    'the question that browsers ask before a call': unasked('OPTIONS /orders'),
    'a message in a connection that was asked already': signIn(
      ...withoutRest,
      ['HttpApi.Properties.ProtocolType', 'WEBSOCKET'],
      [`${route}.RouteKey`, 'orders'],
      [`${route}.AuthorizationType`, undefined],
    ),
  },
});

testRule(auth05Graph, {
  pass: { 'APIs that ask who calls': signIn(), "the same in somebody else's template": foreignSignIn() },
  fail: {
    'a key that ships with the page': {
      ...signIn(['Graph.Properties.AuthenticationType', 'API_KEY']),
      says: [
        'Properties.AuthenticationType is API_KEY; expected AMAZON_COGNITO_USER_POOLS or AWS_IAM or AWS_LAMBDA or OPENID_CONNECT',
      ],
    },
    'events that a key publishes': {
      ...signIn(['Events.Properties.EventConfig.DefaultPublishAuthModes', [{ AuthType: 'API_KEY' }]]),
      says: [
        'Properties.EventConfig.DefaultPublishAuthModes is [{"AuthType":"API_KEY"}]; expected AMAZON_COGNITO_USER_POOLS or AWS_IAM or AWS_LAMBDA or OPENID_CONNECT, and no API_KEY',
      ],
    },
  },
  unknown: {
    'a key beside another way': {
      ...signIn(['Graph.Properties.AdditionalAuthenticationProviders', [{ AuthenticationType: 'API_KEY' }]]),
      says: [
        'Properties.AdditionalAuthenticationProviders[0].AuthenticationType is API_KEY; only the schema tells which queries a key opens',
      ],
    },
  },
  notApplicable: {
    'an API in the network': signIn(
      ['Events', undefined],
      ['Graph.Properties.Visibility', 'PRIVATE'],
      ['Graph.Properties.AuthenticationType', 'API_KEY'],
    ),
  },
});

testRule(auth05Guests, {
  pass: { 'a pool without guests': signIn(), "the same in somebody else's template": foreignSignIn() },
  fail: {
    'guests with keys': {
      ...signIn(['Identities.Properties.AllowUnauthenticatedIdentities', 'true']),
      says: ['Properties.AllowUnauthenticatedIdentities is true; expected false'],
    },
    'people who choose their role': {
      ...signIn(['Identities.Properties.AllowClassicFlow', true]),
      says: ['Properties.AllowClassicFlow is true; expected false'],
    },
    'a role for guests': {
      ...signIn(['IdentityRoles.Properties.Roles.unauthenticated', 'arn:aws:iam::111111111111:role/guest']),
      says: [
        'Properties.Roles.unauthenticated is arn:aws:iam::111111111111:role/guest; expected no role for guests',
      ],
    },
  },
  unknown: {
    'guests that only the deployment knows of': {
      ...signIn(['Identities.Properties.AllowUnauthenticatedIdentities', open]),
      says: [
        'Properties.AllowUnauthenticatedIdentities is unknown (parameter Open is only known at deployment); expected false',
      ],
    },
  },
});

const action = 'Listener.Properties.DefaultActions[0].AuthenticateCognitoConfig.OnUnauthenticatedRequest';

testRule(auth05Listeners, {
  pass: {
    'a listener that signs people in': signIn(),
    "the same in somebody else's template": foreignSignIn(),
    'a listener that turns others away': signIn([action, 'deny']),
  },
  fail: {
    'a listener that lets others through': {
      ...signIn([action, 'allow']),
      says: [
        'Properties.DefaultActions[0].AuthenticateCognitoConfig.OnUnauthenticatedRequest is allow; expected authenticate or deny',
      ],
    },
  },
  unknown: {
    'actions that only the deployment knows': {
      ...signIn(['Listener.Properties.DefaultActions', open]),
      says: [
        'Properties.DefaultActions is unknown (parameter Open is only known at deployment); expected actions that are written out',
      ],
    },
  },
  notApplicable: {
    'a listener that signs nobody in': signIn([
      'Listener.Properties.DefaultActions',
      [{ Type: 'forward', TargetGroupArn: 'arn' }],
    ]),
  },
});
