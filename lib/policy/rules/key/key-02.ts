import type { Model } from '../../../cloudformation/model/model.ts';
import { some, type Truth } from '../../../cloudformation/model/truth.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { mayAllow, type Statement, statements, surely } from '../../../cloudformation/policy-documents.ts';
import { matchesAction, takesInOneOf } from '../../../cloudformation/wildcards.ts';
import { missing, notApplicable, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { seenInAllowed } from '../../statements/allowed.ts';
import { meansEveryone, namesPrincipals } from '../../statements/named-principals.ts';
import { copiesElsewhere } from './copying-account.ts';
import facts from './key-actions.json' with { type: 'json' };
import { expectOneOffice, isAccount, keyLimits } from './key-grantees.ts';
import { mixedUse, settingsFlaws } from './key-settings.ts';

/** Who may use a key reads whatever it encrypts; who may delete it makes all of that unreadable. */
export const key02: Rule = {
  id: 'KEY-02',
  title: 'Key policies name the account’s own, part administration from use, and keys resist deletion',
  severity: 'high',
  types: ['AWS::KMS::Key', 'AWS::KMS::ReplicaKey'],
  why: 'A stranger with a key reads every copy; one careless or bought administrator who may delete it destroys all of them.',
  fix: 'Let kms:* to the root of the account alone, name roles and services with aws:SourceArn or aws:SourceAccount, keep the 30 days before deletion, and give secrets, logs and personal data a key each.',
  controls: ['KEY-02'],
  since: '0.1.0',
  stage: 'enforced',
  check: (key, model) => {
    const seen = [...policy(key, model), ...settingsFlaws(key), ...mixedUse(key, model)];
    return seen.length > 0
      ? seen
      : [
          notApplicable(
            key,
            'the policy that KMS gives it leaves everything to the identities of the account',
          ),
        ];
  },
};

function policy(key: Resource, model: Model): readonly Observation[] {
  const document = key.property('KeyPolicy');
  if (document.isAbsent) return [];
  return [
    ...seenInAllowed(document, (statement) => [
      ...(copiesElsewhere(statement, key, model) ?? namesPrincipals(statement, keyLimits)),
      ...expectOneOffice(statement),
    ]),
    ...lockedOut(document),
  ];
}

/** A policy that leaves the account out, or denies everyone what the key is for, makes the key and its data useless. */
function lockedOut(document: Value): readonly Observation[] {
  const found = statements(document);
  const isManaged = some(found.map(administersAccount));
  return [
    ...(isManaged ? [] : [lacksAccount(document, isManaged)]),
    ...found.filter(refusesEveryone).map(refusal),
  ];
}

function administersAccount(statement: Statement): Truth {
  if (!statement.isCertain) return mayAllow(statement) ? undefined : false;
  const mayAdminister =
    surely(statement, 'Allow') &&
    statement.actions.values.some((action) => matchesAction(action, 'kms:PutKeyPolicy'));
  return mayAdminister && isAccount(statement.principals.values);
}

function lacksAccount(document: Value, isManaged: Truth): Observation {
  const expected = 'a statement that lets the account itself administer the key';
  if (isManaged === false) return missing(document.resource, document, expected);
  const says = `holds statements of which only the deployment tells whether one is ${expected}`;
  const seen = observation('unknown', document, { expected });
  return document.literal === undefined ? seen : seen.with({ says });
}

function refusesEveryone(statement: Statement): boolean {
  return (
    statement.value.isObject &&
    surely(statement, 'Deny') &&
    meansEveryone(statement.principals) &&
    statement.conditions.values.length === 0 &&
    takesInOneOf(statement.actions, facts.use) !== false
  );
}

function refusal({ effect }: Statement): Observation {
  return observation('fail', effect, { expected: 'no Deny of the use of the key for everyone' });
}
