import { isOwnAccount } from '../../../cloudformation/accounts.ts';
import { all, not, some, type Truth } from '../../../cloudformation/model/truth.ts';
import type { Condition, Principal, Statement } from '../../../cloudformation/policy-documents.ts';
import { textIs } from '../../../cloudformation/texts.ts';
import { isWithin } from '../../../cloudformation/wildcards.ts';
import { missing, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { expectOnly, seenInAllowed, verdictAt, whereApplies } from '../../statements/allowed.ts';
import {
  isOfOwnAccount,
  isServiceName,
  meansEveryone,
  ofAccount,
  onBehalf,
  serviceIs,
} from '../../statements/named-principals.ts';
import {
  expectLimit,
  hasPolicyVariable,
  type Limits,
  organizationLimits,
  principalLimits,
  sourceLimits,
} from '../../statements/own-limits.ts';
import { asksSecondFactor, secondFactor } from '../../statements/second-factor.ts';
import { expectClaims } from './federated-trust.ts';
import trusted from './trusted-services.json' with { type: 'json' };

/** A trust policy is the resource policy of a role: who passes it has all that the role may. */
export const iam03: Rule = {
  id: 'IAM-03',
  title: 'Each role trusts those whom it is meant for, and nobody through them',
  severity: 'high',
  types: ['AWS::IAM::Role'],
  why: 'A role that anybody, another account or any branch of a repository may assume hands over its permissions.',
  fix: 'Name the service, role or provider; bind services by aws:SourceAccount, other accounts by sts:ExternalId or their people by a second factor, and tokens by audience and subject.',
  controls: ['IAM-03'],
  since: '0.1.0',
  stage: 'enforced',
  check: (role) => {
    const document = role.property('AssumeRolePolicyDocument');
    const seen = seenInAllowed(document, trusts);
    return seen.length > 0 ? seen : [missing(role, document, 'a trust policy')];
  },
};

const assumptions = [
  'sts:AssumeRole',
  'sts:AssumeRoleWithSAML',
  'sts:AssumeRoleWithWebIdentity',
  'sts:SetContext',
  'sts:SetSourceIdentity',
  'sts:TagSession',
];

function trusts(statement: Statement): readonly Observation[] {
  const { principals, actions } = statement;
  return [
    expectOnly(statement, { part: 'Action', listed: actions, expected: assumptions.join(' or ') }, (action) =>
      isWithin(action, assumptions),
    ),
    ...whom(statement),
    ...(principals.values.some(({ kind }) => kind === 'Federated') ? expectClaims(statement) : []),
  ];
}

function whom(statement: Statement): readonly Observation[] {
  const { principals } = statement;
  if (meansEveryone(principals) && !principals.negated) {
    return expectLimit(statement, principalLimits, ofAccount);
  }
  return [
    expectOnly(
      statement,
      {
        part: 'Principal',
        listed: principals,
        expected: 'AWS services, identity providers, or ARNs of accounts',
      },
      isTrustable,
    ),
    ...whereApplies(some(principals.values.map(isStranger)), () => known(statement)),
    ...whereApplies(some(principals.values.map(sendsSource)), () => expectSource(statement)),
    ...(principals.values.some(isRolesAnywhere) ? expectCertificate(statement) : []),
  ];
}

/** A service that nobody limits has to be misled first, so that is less severe than a stranger who is named. */
function expectSource(statement: Statement): readonly Observation[] {
  const seen = expectLimit(statement, serviceLimits(statement.principals.values), onBehalf);
  return statement.value.at('Condition').isAbsent
    ? seen.map((one) => one.with({ severity: 'medium' }))
    : seen;
}

/** No program of a stranger has a second factor, so whoever gave one is a person that asks in their own name. */
function known(statement: Statement): readonly Observation[] {
  const { conditions } = statement;
  const factor = conditions.values.find((condition) => asksSecondFactor(condition) === true);
  const expected = 'sts:ExternalId or aws:MultiFactorAuthPresent for principals of another account';
  return factor && conditions.isDecided
    ? [observation('pass', factor.line, { expected: secondFactor })]
    : expectLimit(statement, strangerLimits, expected);
}

/** Anything but a pattern is an id. */
const externalId: Limits = {
  'sts:externalid': (value) =>
    textIs(value, (text) => text !== '' && !/[*?]/.test(text) && !hasPolicyVariable(text)),
};

/** The other account chooses its own ids. Accounts of the own organization need none. */
const strangerLimits: Limits = { ...externalId, ...organizationLimits };

/** A few services send an id that the setting of a resource holds, as a partner does; Firehose sends the account that it works for. */
function serviceLimits(principals: readonly Principal[]): Limits {
  const { byExternalId, byAccountAsExternalId } = trusted;
  if (areAmong(principals, byExternalId.services)) return { ...sourceLimits, ...externalId };
  if (areAmong(principals, byAccountAsExternalId.services)) {
    return { ...sourceLimits, 'sts:externalid': isOwnAccount };
  }
  return sourceLimits;
}

function areAmong(principals: readonly Principal[], services: readonly string[]): boolean {
  return principals.every(
    ({ kind, value }) => kind === 'Service' && textIs(value, (text) => services.includes(text)) === true,
  );
}

function isRolesAnywhere({ kind, value }: Principal): boolean {
  return kind === 'Service' && textIs(value, (text) => text === 'rolesanywhere.amazonaws.com') === true;
}

/** Every certificate of the authority would do, unless a condition says which. */
function expectCertificate({ value, conditions }: Statement): readonly Observation[] {
  const expected =
    'a condition on aws:PrincipalTag/x509Subject or x509SAN, which says whose certificate is meant';
  const named = conditions.values.filter(({ key }) => key === undefined || certificate.test(key));
  const verdict = some(named.map(isOneCertificate));
  return [
    verdictAt(conditions.isDecided ? verdict : undefined, named[0]?.line ?? value.at('Condition'), {
      expected,
    }),
  ];
}

const certificate = /^aws:principaltag\/x509(subject|san)\//;

function isOneCertificate({ operator, values, isDecided }: Condition): Truth {
  if (operator === undefined) return undefined;
  if (!['StringEquals', 'StringLike'].includes(operator) || values.length === 0) return false;
  const verdict = all(values.map((one) => textIs(one, (text) => text !== '' && !/^[*?]/.test(text))));
  return verdict && !isDecided ? undefined : verdict;
}

function isTrustable({ kind, value }: Principal): Truth {
  if (kind === undefined) return undefined;
  if (kind === 'Service') return isServiceName(value);
  if (kind === 'Federated') return isProvider(value);
  if (kind !== 'AWS') return false;
  return (
    isOfOwnAccount(value) || textIs(value, (text) => /^(\d{12}|arn:[^:]+:iam::\d{12}:[^*?]+)$/.test(text))
  );
}

function isProvider(value: Principal['value']): Truth {
  if (value.alternatives.every(({ kind }) => kind === 'reference')) return true;
  return textIs(value, (text) =>
    /^(arn:[^:]+:iam::\d{12}:(oidc|saml)-provider\/|cognito-identity\.amazonaws\.com$)/.test(text),
  );
}

function isStranger({ kind, value }: Principal): Truth {
  if (kind === undefined) return undefined;
  return kind === 'AWS' ? not(isOfOwnAccount(value)) : false;
}

function sendsSource({ kind, value }: Principal): Truth {
  if (kind === undefined) return undefined;
  return kind === 'Service' ? not(serviceIs(value, (name) => trusted.withoutSource.includes(name))) : false;
}
