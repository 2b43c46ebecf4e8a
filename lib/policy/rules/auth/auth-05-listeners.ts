import type { Value } from '../../../cloudformation/model/types.ts';
import { textIs } from '../../../cloudformation/texts.ts';
import { expectOneOf } from '../../expect.ts';
import { notApplicable, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';

const lists: Readonly<Record<string, string>> = {
  'AWS::ElasticLoadBalancingV2::Listener': 'DefaultActions',
  'AWS::ElasticLoadBalancingV2::ListenerRule': 'Actions',
};

/** A load balancer that asks people to sign in may be told to let them through all the same. */
export const auth05Listeners: Rule = {
  id: 'AUTH-05-listeners',
  title: 'Load balancers that sign people in let nobody through who is not signed in',
  severity: 'critical',
  types: Object.keys(lists),
  why: 'With the action allow whoever is not signed in reaches the pages behind it, without a header that says so.',
  fix: 'Set OnUnauthenticatedRequest to authenticate or deny.',
  controls: ['AUTH-05'],
  since: '0.1.0',
  stage: 'enforced',
  check: (listener) => {
    const actions = listener.property(lists[listener.type] ?? '');
    const seen = actions.isDecidedList
      ? actions.items().flatMap(signIn)
      : [observation('unknown', actions, { expected: 'actions that are written out' })];
    return seen.length > 0 ? seen : [notApplicable(listener, 'it signs nobody in')];
  },
};

const configs: Readonly<Record<string, string>> = {
  'authenticate-cognito': 'AuthenticateCognitoConfig',
  'authenticate-oidc': 'AuthenticateOidcConfig',
};

function signIn(action: Value): readonly Observation[] {
  return Object.entries(configs)
    .filter(([type]) => textIs(action.at('Type'), (text) => text === type) === true)
    .map(([, config]) =>
      expectOneOf(action.at(`${config}.OnUnauthenticatedRequest`).withDefault('authenticate'), [
        'authenticate',
        'deny',
      ]),
    );
}
