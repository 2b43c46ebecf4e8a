import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { textIs } from '../../../cloudformation/texts.ts';
import { poolClientType } from '../../../cloudformation/user-pools.ts';
import { flawsOf } from '../../choices.ts';
import { expectOneOf } from '../../expect.ts';
import { notApplicable, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { verdictAt } from '../../statements/allowed.ts';
import { signsPeopleIn } from './clients.ts';

const responsesType = 'AWS::Cognito::UserPoolRiskConfigurationAttachment';

/** A client answers whoever asks it, and may have a threat protection of its own. */
export const auth03Clients: Rule = {
  id: 'AUTH-03-clients',
  title: 'No answer tells whether somebody has an account, and no exception weakens threat protection',
  severity: 'medium',
  types: [poolClientType, responsesType],
  why: 'From a list of addresses the answers pick those that have an account, for which passwords are then tried.',
  fix: 'Set PreventUserExistenceErrors to ENABLED; let risk configurations block leaked passwords and ask for a second factor where a sign-in is risky, and let them skip no wide range of addresses.',
  controls: ['AUTH-03'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource) => (resource.type === responsesType ? responses(resource) : answers(resource)),
};

function answers(client: Resource): readonly Observation[] {
  if (signsPeopleIn(client) === false) return [notApplicable(client, 'it signs in programs, and no people')];
  return [expectOneOf(client.property('PreventUserExistenceErrors').withDefault('LEGACY'), ['ENABLED'])];
}

/** What is written takes the place of what AWS does by itself. */
function responses(configuration: Resource): readonly Observation[] {
  const leaked = configuration.property('CompromisedCredentialsRiskConfiguration');
  const takeover = configuration.property('AccountTakeoverRiskConfiguration.Actions');
  const skipped = configuration.property('RiskExceptionConfiguration.SkippedIPRangeList');
  const seen = [
    ...(leaked.isAbsent ? [] : onLeakedPasswords(leaked)),
    ...(takeover.isAbsent ? [] : onRisk(takeover)),
    ...(skipped.isAbsent ? [] : [expectNarrow(skipped)]),
  ];
  return seen.length > 0 ? seen : [notApplicable(configuration, 'it leaves each response to AWS')];
}

function onLeakedPasswords(leaked: Value): readonly Observation[] {
  const filter = leaked.at('EventFilter');
  const isAsked = filter.isDecidedList
    ? filter.isAbsent || filter.items().some((event) => event.literal === 'SIGN_IN')
    : undefined;
  return [
    expectOneOf(leaked.at('Actions.EventAction'), ['BLOCK']),
    ...flawsOf([verdictAt(isAsked, filter, { expected: 'no filter, or one that holds SIGN_IN' })]),
  ];
}

function onRisk(actions: Value): readonly Observation[] {
  const levels = ['HighAction', 'MediumAction'];
  return levels.map((level) =>
    expectOneOf(actions.at(`${level}.EventAction`).withDefault('NO_ACTION'), [
      'BLOCK',
      'MFA_REQUIRED',
      'MFA_IF_CONFIGURED',
    ]),
  );
}

/** The networks of a company are about this wide; a wider range holds strangers. */
const leastPrefix = { ipv4: 16, ipv6: 32 };

function expectNarrow(ranges: Value): Observation {
  const expected = `ranges of /${leastPrefix.ipv4} or narrower`;
  if (!ranges.isDecidedList) return observation('unknown', ranges, { expected });
  const verdicts = ranges.items().map((range) => textIs(range, isNarrow));
  const verdict = verdicts.includes(false) ? false : verdicts.includes(undefined) ? undefined : true;
  return verdictAt(verdict, ranges, { expected });
}

function isNarrow(range: string): boolean {
  const isLong = range.includes(':');
  const size = Number(/\/(\d+)$/.exec(range)?.[1] ?? (isLong ? 128 : 32));
  return size >= leastPrefix[isLong ? 'ipv6' : 'ipv4'];
}
