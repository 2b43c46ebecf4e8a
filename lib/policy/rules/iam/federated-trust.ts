import { some, type Truth } from '../../../cloudformation/model/truth.ts';
import type { Condition, Statement } from '../../../cloudformation/policy-documents.ts';
import { textIs } from '../../../cloudformation/texts.ts';
import { type Observation, observation } from '../../observation.ts';

/** What a claim of a token has to be for a trust policy to mean one audience or one subject. */
interface Claim {
  /** How condition keys of the claim end, in lower case. */
  readonly endings: readonly string[];
  readonly expected: string;
  readonly isRight: (text: string) => boolean;
}

const claims: readonly Claim[] = [
  {
    endings: [':aud', 'saml:aud', ':app_id'],
    expected: 'a condition on the audience of the token',
    isRight: (text) => !/[*?]/.test(text),
  },
  {
    endings: [':sub', ':amr', 'saml:sub', 'saml:iss'],
    expected: 'a condition on the subject of the token, without a wildcard for what it is about',
    isRight: isOneSubject,
  },
];

/** Judges that a trust policy for an identity provider means one audience, and one subject there. */
export function expectClaims(statement: Statement): readonly Observation[] {
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

function binds({ operator, values, isDecided }: Condition, isRight: (text: string) => boolean): Truth {
  if (operator === undefined) return undefined;
  const asks = ['StringEquals', 'StringLike', 'StringEqualsIgnoreCase', 'ForAnyValue:StringLike'].includes(
    operator,
  );
  if (!asks || values.length === 0) return false;
  const verdicts = values.map((value) => textIs(value, isRight));
  if (verdicts.includes(false)) return false;
  return verdicts.includes(undefined) || !isDecided ? undefined : true;
}

/** `repo:owner/name:ref:refs/heads/main` is one; a wildcard stands for whoever pushes a branch, or for another's repository. */
function isOneSubject(text: string): boolean {
  return /^[^*?]+$/.test(text);
}
