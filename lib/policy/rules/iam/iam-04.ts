import { asParts } from '../../../cloudformation/model/resolved.ts';
import { all, some, type Truth } from '../../../cloudformation/model/truth.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import {
  mayAllow,
  type Principal,
  type Statement,
  statements,
} from '../../../cloudformation/policy-documents.ts';
import { referenced } from '../../../cloudformation/references.ts';
import { textIs, writtenTextIs } from '../../../cloudformation/texts.ts';
import { matchesAction } from '../../../cloudformation/wildcards.ts';
import { works } from '../../../contract/works.ts';
import { flawsOf } from '../../choices.ts';
import { expectNumber, observe, observeLiteral, type Verdict } from '../../expect.ts';
import { missing, notApplicable, type Observation, observation } from '../../observation.ts';
import { isPerson, leavesPermissionSets, workOf } from '../../people-roles.ts';
import type { Rule } from '../../rule.ts';
import { expectOnly, verdictAt, whereApplies } from '../../statements/allowed.ts';
import {
  asksByPresence,
  asksSecondFactor,
  boundsAge,
  meansPermissionSet,
  refusesWithoutSecondFactor,
  secondFactor,
} from '../../statements/second-factor.ts';

const roleType = 'AWS::IAM::Role';

/** In seconds: how long a session lasts, and how long ago its second factor may have been given. */
const longest = {
  inProduction: { session: 3600, factor: 3600 },
  elsewhere: { session: 14_400, factor: 43_200 },
};

/** A password alone, or a key that somebody copied, must not become a role. */
export const iam04: Rule = {
  id: 'IAM-04',
  title: 'Roles that people take on ask for a second factor, and their sessions are short',
  severity: 'high',
  types: [roleType, 'AWS::SSO::PermissionSet'],
  why: 'With the key or the password of one person somebody else reads orders, in a session that nobody ends.',
  fix: 'Ask for aws:MultiFactorAuthPresent true by Bool, since BoolIfExists holds for keys as well, and in production for an aws:MultiFactorAuthAge of an hour at most; or limit aws:PrincipalArn to roles of permission sets by name. Set MaxSessionDuration to 3600 in production, and to 14400 at most elsewhere.',
  controls: ['IAM-04', 'IAM-03'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource) => (resource.type === roleType ? role(resource) : permissionSet(resource)),
};

function role(resource: Resource): readonly Observation[] {
  const trusting = statements(resource.property('AssumeRolePolicyDocument'));
  const isPeoples = workOf(resource) !== undefined;
  const refuses = some(trusting.map((one) => refusesWithoutSecondFactor(one, deniesAssuming)));
  const seen = trusting
    .filter(mayAllow)
    .flatMap((statement) => [
      ...(isPeoples ? [expectPeople(statement)] : []),
      ...whereApplies(isPeoples || some(statement.principals.values.map(isPerson)), () =>
        asked(statement, refuses),
      ),
    ]);
  if (seen.length === 0) return [notApplicable(resource, 'it trusts no person')];
  const { session } = limitsOf(resource);
  return [
    ...seen,
    ...(workOf(resource) === 'breakGlass' ? breakGlass(resource, trusting) : []),
    ...flawsOf([expectNumber(resource.property('MaxSessionDuration').withDefault(3600), { max: session })]),
  ];
}

/** Who takes over in an emergency is named, and so is the role: the account hears of its use by the end of its name. */
function breakGlass(resource: Resource, trusting: readonly Statement[]): readonly Observation[] {
  const end = `-${works.breakGlass.role}`;
  const listed = trusting.filter(mayAllow);
  return [
    observe(
      resource.property('RoleName'),
      { expected: `a name that ends in ${end}` },
      (resolved): Verdict => {
        const last = asParts(resolved).at(-1);
        return typeof last === 'string' ? last.endsWith(end) : undefined;
      },
    ),
    ...flawsOf(
      listed.map((statement) =>
        expectOnly(
          statement,
          { part: 'Principal', listed: statement.principals, expected: 'users by name' },
          ({ value }) => some([writtenTextIs(value, (text) => /:user\/[^*?]+$/.test(text)), isUser(value)]),
        ),
      ),
    ),
  ];
}

function isUser(value: Value): boolean {
  return referenced(value)?.type === 'AWS::IAM::User';
}

function limitsOf({ template }: Resource) {
  const { storefront, accountStack } = template;
  const isProduction = storefront ? storefront.purpose === 'production' : accountStack !== undefined;
  return isProduction ? longest.inProduction : longest.elsewhere;
}

/** A role for people that something else may take on gives that thing what people were meant to have. */
function expectPeople(statement: Statement): Observation {
  const listed = statement.principals;
  const expected = 'people: users, permission sets, or a SAML provider';
  return expectOnly(statement, { part: 'Principal', listed, expected }, (principal) =>
    isFederated(principal)
      ? textIs(principal.value, (text) => text.includes(':saml-provider/'))
      : isPerson(principal) !== false,
  );
}

function isFederated({ kind }: Principal): boolean {
  return kind === 'Federated';
}

function asked(statement: Statement, refuses: Truth): readonly Observation[] {
  const { value, principals, conditions } = statement;
  const people = principals.values.filter((principal) => !isFederated(principal));
  const expected = secondFactor;
  // Identity Center and providers of SAML ask for the second factor themselves.
  if (all(people.map((one) => meansPermissionSet(one.value))) === true) return [];
  const limited = conditions.values.find((one) => leavesPermissionSets(one) === true);
  if (limited && conditions.isDecided) {
    return [observation('pass', limited.line, { expected: 'roles of permission sets by name' })];
  }
  if (refuses === true) return [observation('pass', value.at('Effect'), { expected })];
  const asks = saysBoth(value.resource) ? asksByPresence : asksSecondFactor;
  const asking = conditions.values.find((one) => asks(one) === true);
  if (asking && conditions.isDecided) {
    return [observation('pass', asking.line, { expected }), ...age(statement)];
  }
  const verdict = some(conditions.values.flatMap((one) => [asks(one), leavesPermissionSets(one)]));
  return [verdictAt(conditions.isDecided ? verdict : undefined, value.at('Condition'), { expected })];
}

/** Where the contract says that people take a role on in production, its trust policy says both, so that losing one is seen. */
function saysBoth(role: Resource): boolean {
  return workOf(role) !== undefined && limitsOf(role) === longest.inProduction;
}

/** How old a second factor may be has to be said where the contract says that people take the role on in production. */
function age({ value, conditions }: Statement): readonly Observation[] {
  const { resource } = value;
  const limits = limitsOf(resource);
  const lines = conditions.values.filter(boundsAge);
  const isNeeded = saysBoth(resource);
  if (lines.length === 0) {
    const place = value.at('Condition');
    return isNeeded ? [missing(resource, place, `aws:MultiFactorAuthAge below ${limits.factor}`)] : [];
  }
  const seen = lines.map(({ line }) => expectNumber(line, { max: limits.factor }));
  return isNeeded ? seen : flawsOf(seen);
}

/** Whether a statement is about taking the role on, and for everybody. */
function deniesAssuming({ principals, actions }: Statement): Truth {
  if (principals.negated || actions.negated) return false;
  return all([
    some(principals.values.map(({ value }) => textIs(value, (text) => text === '*'))),
    some(actions.values.map((action) => matchesAction(action, 'sts:AssumeRole'))),
  ]);
}

/** Identity Center writes durations as ISO 8601 does: `PT1H`, `PT90M`. */
function permissionSet(set: Resource): readonly Observation[] {
  const { session } = limitsOf(set);
  return [
    observeLiteral(
      set.property('SessionDuration').withDefault('PT1H'),
      { expected: `PT${session / 3600}H or shorter` },
      (literal) => {
        const [, hours = 0, minutes = 0] = /^PT(?:(\d+)H)?(?:(\d+)M)?$/.exec(String(literal)) ?? [];
        const seconds = Number(hours) * 3600 + Number(minutes) * 60;
        return seconds > 0 && seconds <= session;
      },
    ),
  ];
}
