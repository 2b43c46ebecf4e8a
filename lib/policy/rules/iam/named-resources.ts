import { isArnOfOwnAccount } from '../../../cloudformation/accounts.ts';
import { asParts } from '../../../cloudformation/model/resolved.ts';
import { some } from '../../../cloudformation/model/truth.ts';
import type { Resolved, Value } from '../../../cloudformation/model/types.ts';
import type { Statement } from '../../../cloudformation/policy-documents.ts';
import { textIs, writtenText } from '../../../cloudformation/texts.ts';
import { takesInOneOf } from '../../../cloudformation/wildcards.ts';
import { flawsOf } from '../../choices.ts';
import type { Verdict } from '../../expect.ts';
import type { Observation } from '../../observation.ts';
import { isForPeople } from '../../people-roles.ts';
import { verdictAt, whereApplies } from '../../statements/allowed.ts';
import { hasPolicyVariable, isLimit, type Limits } from '../../statements/own-limits.ts';
import { hasWildcard, namesResources } from '../../statements/resources.ts';
import facts from './named-resources.json' with { type: 'json' };

/**
 * What is too wide in the resources of a statement for what runs in a storefront: every resource of a kind is more than the shop's,
 * and whoever sends knows the receiver. Somebody else's template may have no names to write.
 */
export function tooWideForStorefront(statement: Statement): readonly Observation[] {
  const { value, resources } = statement;
  if (!value.resource.template.storefront || isForPeople(value.resource) || resources.negated) return [];
  return resources.values
    .filter((resource) => namesResources(resource, false) !== false)
    .flatMap((resource) => flawIn(resource, statement));
}

function flawIn(resource: Value, statement: Statement): readonly Observation[] {
  if (resource.alternatives.some(takesInWholeKind)) {
    const expected = 'resources by name, not every one of a kind';
    return flawsOf([verdictAt(isNamedByAlias(resource, statement), resource, { expected })]);
  }
  return whereApplies(takesInOneOf(statement.actions, facts.sends), () =>
    flawsOf([
      verdictAt(isOneReceiver(resource), resource, { expected: 'one receiver in the account, by its name' }),
    ]),
  );
}

const aliases: Limits = {
  'kms:resourcealiases': (value) => textIs(value, (text) => /^alias\/[^*?]+$/.test(text)),
};

/** Whether a condition says which keys are meant: their ARNs end in an id that AWS chooses, their aliases are names. */
function isNamedByAlias(resource: Value, { conditions }: Statement): Verdict {
  if (!resource.alternatives.every((resolved) => /^arn:[^:]*:kms:/.test(writtenText(resolved)))) return false;
  const isNamed = some(conditions.values.map((condition) => isLimit(condition, aliases)));
  return isNamed || conditions.isDecided ? isNamed : undefined;
}

/** Whether the name in an ARN, or already the kind before it, begins with a wildcard or ends in one. */
function takesInWholeKind(resolved: Resolved): boolean {
  const [, service = '', rest = ''] =
    /^arn:[^:]*:([^:]+):[^:]*:[^:]*:\/?(.+)$/s.exec(writtenText(resolved)) ?? [];
  if (facts.servicesWithoutNames.includes(service)) return false;
  if (facts.servicesWithoutKinds.includes(service)) return /^[*?]/.test(rest);
  return /^(?:[^/:]*[*?]|[^/:]+[/:]+[*?])/.test(rest);
}

function isOneReceiver(resource: Value): boolean {
  const parts = resource.alternatives.flatMap(asParts);
  const isChosen = parts.some((part) => typeof part === 'string' && hasPolicyVariable(part));
  return !isChosen && !hasWildcard(resource) && isArnOfOwnAccount(resource) !== false;
}
