import { all, some, type Truth } from '../../../cloudformation/model/truth.ts';
import type { Condition, Principal, Statement } from '../../../cloudformation/policy-documents.ts';
import { referenced } from '../../../cloudformation/references.ts';
import { textIs } from '../../../cloudformation/texts.ts';
import { isWithin } from '../../../cloudformation/wildcards.ts';
import { type Observation, observation } from '../../observation.ts';
import { hasPolicyVariable } from '../../statements/own-limits.ts';
import subjects from './token-subjects.json' with { type: 'json' };

/** What a claim of a token has to be for a trust policy to mean one audience or one subject. */
interface Claim {
  /** How condition keys of the claim end, in lower case. */
  readonly endings: readonly string[];
  readonly expected: string;
  readonly isRight: (text: string) => boolean;
}

const audience: Claim = {
  endings: [':aud', ':app_id'],
  expected: 'a condition on the audience of the token',
  isRight: isExact,
};

const subject: Claim = {
  endings: [':sub', ':amr'],
  expected: 'a condition on the subject of the token, without a wildcard for what it is about',
  isRight: isOneSubject,
};

/**
 * Judges that a trust policy for an identity provider means one audience, and one subject there. Who may take a role on by SAML the
 * provider itself says in what it signs, so an audience is enough there.
 */
export function expectClaims(statement: Statement): readonly Observation[] {
  const claims = isBySaml(statement) ? [audience] : [audience, subject];
  return claims.map(({ endings, expected, isRight }) => {
    const { conditions, value } = statement;
    const named = conditions.values.filter(
      ({ key }) => key === undefined || endings.some((end) => key.endsWith(end)),
    );
    const found = named.find((condition) => binds(condition, isRight) === true);
    if (found && conditions.isDecided) return observation('pass', found.line, { expected });
    const verdict = some(named.map((condition) => binds(condition, isRight)));
    const status = verdict === false && conditions.isDecided ? 'fail' : 'unknown';
    return observation(status, named[0]?.line ?? value.at('Condition'), { expected });
  });
}

const bySaml = ['sts:AssumeRoleWithSAML', 'sts:SetSourceIdentity', 'sts:TagSession'];

/** Whether every token that a statement takes is one of SAML: no other action is allowed, or no other provider named. */
function isBySaml({ actions, principals }: Statement): boolean {
  const named = all(actions.values.map((action) => isWithin(action, bySaml)));
  const providers = principals.values.filter(({ kind }) => kind === 'Federated').map(isSamlProvider);
  return (named === true && !actions.negated) || all(providers) === true;
}

function isSamlProvider({ value }: Principal): Truth {
  if (referenced(value)?.type === 'AWS::IAM::SAMLProvider') return true;
  return textIs(value, (text) => text.includes(':saml-provider/'));
}

const operators = [
  'StringEquals',
  'StringLike',
  'StringEqualsIgnoreCase',
  'ForAnyValue:StringEquals',
  'ForAnyValue:StringLike',
];

function binds({ operator, values, isDecided }: Condition, isRight: (text: string) => boolean): Truth {
  if (operator === undefined) return undefined;
  if (!operators.includes(operator) || values.length === 0) return false;
  const verdicts = values.map((value) => textIs(value, isRight));
  if (verdicts.includes(false)) return false;
  return verdicts.includes(undefined) || !isDecided ? undefined : true;
}

/** `repo:owner/name:ref:refs/heads/main` is one; a wildcard stands for whoever pushes a branch, or for another's repository. */
function isOneSubject(text: string): boolean {
  const ending = subjects.freeEndings.endings.find((end) => text.endsWith(end)) ?? '';
  const isAnybody = subjects.anybody.endings.some((end) => text.endsWith(end));
  return !isAnybody && isExact(text.slice(0, text.length - ending.length));
}

/** What a variable stands for, whoever asks has chosen. */
function isExact(text: string): boolean {
  return text !== '' && !/[*?]/.test(text) && !hasPolicyVariable(text);
}
