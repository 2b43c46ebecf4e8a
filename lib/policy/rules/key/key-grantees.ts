import { isArnOfOwnAccount, isOwnAccount } from '../../../cloudformation/accounts.ts';
import { all, not, some, type Truth } from '../../../cloudformation/model/truth.ts';
import type { Value } from '../../../cloudformation/model/types.ts';
import type { Principal, Statement } from '../../../cloudformation/policy-documents.ts';
import { textIs } from '../../../cloudformation/texts.ts';
import { takesInOneOf } from '../../../cloudformation/wildcards.ts';
import { type Observation, observation } from '../../observation.ts';
import { expectOnly, whereApplies } from '../../statements/allowed.ts';
import { type FurtherLimits, isOfOwnAccount, meansEveryone } from '../../statements/named-principals.ts';
import { forResources, grantsForServices, isForAwsResource } from '../../statements/service-grants.ts';
import facts from './key-actions.json' with { type: 'json' };

/** How statements of key policies bind services and everyone, beside the conditions that every policy may have. */
export const keyLimits: FurtherLimits = {
  services: {
    'kms:calleraccount': isOwnAccount,
    'kms:encryptioncontext:aws:logs:arn': isArnOfOwnAccount,
    'kms:encryptioncontext:aws:cloudtrail:arn': isArnOfOwnAccount,
  },
  everyone: { 'kms:calleraccount': isOwnAccount },
  otherwise: grantsForServices,
};

const grants = [facts.grant];

/**
 * Judges what a statement of a key policy lets its principals do. The account itself may do everything: it leaves the rest to the
 * policies of identities. A named role administers the key or uses it; whoever else there is only uses it.
 */
export function expectOneOffice(statement: Statement): readonly Observation[] {
  const { principals } = statement;
  const isOther = principals.negated ? true : not(isAccount(principals.values));
  return isOther === undefined ? officeOf(statement).map(leftOpen) : isOther ? officeOf(statement) : [];
}

/** Where nobody can tell whose root is named, it may be that of the account, which may do everything. */
function leftOpen(seen: Observation): Observation {
  if (seen.status === 'pass') return seen;
  const { actual, expected } = seen;
  const says = `is ${actual}; unless the principal is the account itself, expected ${expected}`;
  return seen.with({ status: 'unknown', says });
}

function officeOf(statement: Statement): readonly Observation[] {
  const { principals, actions } = statement;
  const administers = takesInOneOf(actions, facts.administration);
  const uses = takesInOneOf(actions, facts.use);
  const isNamed = !meansEveryone(principals) && principals.values.every(({ kind }) => kind === 'AWS');
  const refused = isNamed ? all([administers, uses]) : administers;
  const expected = isNamed
    ? 'actions that administer the key or that use it, not both'
    : 'actions that use the key, none that administers it';
  return [
    expectOnly(statement, { part: 'Action', listed: actions, expected }, (action) =>
      all([not(refused), textIs(action, (text) => /^kms:[a-z*?]+$/i.test(text))]),
    ),
    ...whereApplies(all([takesInOneOf(actions, grants), isNamed || meansEveryone(principals)]), () => [
      grantsNarrowly(statement),
    ]),
  ];
}

/** Whoever may grant what it likes gives the key to whom it likes. */
function grantsNarrowly({ value, conditions }: Statement): Observation {
  const verdict = some(conditions.values.map(isForAwsResource));
  const isSure = conditions.isDecided && verdict !== undefined;
  const status = isSure ? (verdict ? 'pass' : 'fail') : 'unknown';
  return observation(status, value.at('Condition'), { expected: forResources });
}

/** Whether principals are the account itself, as whose root a key policy speaks of all its identities. */
export function isAccount(principals: readonly Principal[]): Truth {
  if (principals.length === 0) return false;
  return all(
    principals.map(({ kind, value }) => (kind === undefined ? undefined : kind === 'AWS' && isRoot(value))),
  );
}

function isRoot(value: Value): Truth {
  const isWhole = value.alternatives.every((resolved) => {
    const end = resolved.kind === 'text' ? resolved.parts.at(-1) : undefined;
    const written = resolved.kind === 'literal' ? String(resolved.value) : end;
    return typeof written === 'string' && (/:root$/.test(written) || /^\d{12}$/.test(written));
  });
  const isNumber = isOwnAccount(value);
  return isNumber === true ? true : isWhole && isOfOwnAccount(value);
}
