import { all, not } from '../../../cloudformation/model/truth.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';
import { textIs } from '../../../cloudformation/texts.ts';
import { valuesAt } from '../../../cloudformation/value-paths.ts';
import { expectOneOf, observeList } from '../../expect.ts';
import { notApplicable, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';

const graphType = 'AWS::AppSync::GraphQLApi';

/** One address answers every query there, so a key that ships with the page reads whatever the schema has. */
export const auth05Graph: Rule = {
  id: 'AUTH-05-graph',
  title: 'GraphQL and event APIs ask who calls, and take no key that ships with the page',
  severity: 'critical',
  types: [graphType, 'AWS::AppSync::Api'],
  why: 'The key of an API stands in the page for everybody to read, and opens each query that asks for nothing else.',
  fix: 'Set AuthenticationType to AMAZON_COGNITO_USER_POOLS, OPENID_CONNECT, AWS_IAM or AWS_LAMBDA, and take API_KEY out of the other ways.',
  controls: ['AUTH-05'],
  since: '0.1.0',
  stage: 'enforced',
  check: (api) => (api.type === graphType ? graph(api) : events(api)),
};

const ways = ['AMAZON_COGNITO_USER_POOLS', 'AWS_IAM', 'AWS_LAMBDA', 'OPENID_CONNECT'];

function graph(api: Resource): readonly Observation[] {
  if (api.property('Visibility').literal === 'PRIVATE') {
    return [notApplicable(api, 'the internet does not reach it')];
  }
  return [expectOneOf(api.property('AuthenticationType'), ways), ...furtherWays(api)];
}

/** Beside another way the schema says which queries a key opens, and that no rule reads. */
function furtherWays(api: Resource): readonly Observation[] {
  return valuesAt(api, 'AdditionalAuthenticationProviders[].AuthenticationType')
    .filter((value) => textIs(value, (text) => text !== 'API_KEY') !== true && !value.isAbsent)
    .map((value) =>
      observation('unknown', value, { expected: ways.join(' or ') }).with({
        says: `is ${value}; only the schema tells which queries a key opens`,
      }),
    );
}

function events(api: Resource): readonly Observation[] {
  const modes = ['ConnectionAuthModes', 'DefaultPublishAuthModes', 'DefaultSubscribeAuthModes'];
  return modes.map((name) =>
    observeList(
      api.property(`EventConfig.${name}`),
      { expected: `${ways.join(' or ')}, and no API_KEY` },
      (items) =>
        items.length === 0
          ? false
          : all(items.map((item) => not(textIs(item.at('AuthType'), (text) => text === 'API_KEY')))),
    ),
  );
}
