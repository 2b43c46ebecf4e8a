import { identityDocuments, managedPolicies } from '../../../cloudformation/identity-policies.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import { all, some, type Truth } from '../../../cloudformation/model/truth.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { mayAllow, type Statement, statements } from '../../../cloudformation/policy-documents.ts';
import { existsWith, mayReferTo, referenced } from '../../../cloudformation/references.ts';
import { textIs } from '../../../cloudformation/texts.ts';
import { isWithin } from '../../../cloudformation/wildcards.ts';
import { bestOf } from '../../choices.ts';
import { missing, notApplicable, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { refusesWithoutSecondFactor } from '../../statements/second-factor.ts';
import own from './own-factor-actions.json' with { type: 'json' };

const groupType = 'AWS::IAM::Group';

/** Users of IAM have what their groups may, whatever they signed in with. */
export const iam04Groups: Rule = {
  id: 'IAM-04-groups',
  title: 'Groups deny everything to users who gave no second factor',
  severity: 'high',
  types: [groupType],
  why: 'The key of one user, or the password alone, has all that the group may.',
  fix: 'Add a statement that denies NotAction of what sets a second factor up, on every resource, under BoolIfExists aws:MultiFactorAuthPresent false; better, give people roles instead.',
  controls: ['IAM-04'],
  since: '0.1.0',
  stage: 'enforced',
  check: (group, model) => {
    const documents = documentsOf(group, model);
    const all = documents.flatMap((document) => statements(document));
    if (managedPolicies(group).length === 0 && !all.some(mayAllow)) {
      return [notApplicable(group, 'it allows nothing')];
    }
    const lacking = missing(
      group,
      'Properties',
      'a statement that denies everything without a second factor',
    );
    const candidates = all
      .map((statement) => ({ statement, verdict: refusesWithoutSecondFactor(statement, deniesTheRest) }))
      .filter(({ verdict }) => verdict !== false)
      .map(({ statement, verdict }) => [verdict ? refusal(statement) : undecided(statement)]);
    return bestOf(candidates, [lacking]);
  },
};

function refusal({ value }: Statement): Observation {
  return observation('pass', value.at('Condition'), {
    expected: 'BoolIfExists aws:MultiFactorAuthPresent false',
  });
}

function undecided({ value, actions }: Statement): Observation {
  const part = value.at(actions.negated ? 'NotAction' : 'Action');
  const expected = actions.negated ? 'nothing but what sets a second factor up' : 'every action';
  return observation('unknown', part, { expected });
}

/** Every policy that a group has: its own, those that name it, and those of the templates that it attaches. */
function documentsOf(group: Resource, model: Model): readonly Value[] {
  const attaching = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::GroupPolicy'].flatMap((type) =>
    model
      .referrers(group, type)
      .filter((policy) => names(policy, group) && existsWith(policy, group) !== false),
  );
  const attached = managedPolicies(group).flatMap((arn) => referenced(arn) ?? []);
  return [group, ...attaching, ...attached].flatMap(identityDocuments);
}

function names(policy: Resource, group: Resource): boolean {
  return [policy.property('GroupName'), ...policy.property('Groups').items()].some((value) =>
    mayReferTo(value, group),
  );
}

/** Whether a denial leaves nothing but what sets a second factor up. */
function deniesTheRest({ actions, resources }: Statement): Truth {
  const onEverything = resources.negated ? false : some(resources.values.map(isEverything));
  const left = actions.negated
    ? all(actions.values.map((action) => isWithin(action, own.actions)))
    : some(actions.values.map(isEverything));
  return all([onEverything, left]);
}

function isEverything(value: Value): Truth {
  return textIs(value, (text) => text === '*');
}
