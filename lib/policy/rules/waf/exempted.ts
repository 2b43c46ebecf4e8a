import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { referenced } from '../../../cloudformation/references.ts';
import { aclRules, isAction } from '../../../cloudformation/web-acls.ts';
import { aboutExempted, isScanner, mostScannerAddresses } from '../../../contract/scanner.ts';
import { type Observation, observation } from '../../observation.ts';

const listType = 'AWS::WAFv2::IPSet';

/** Whether a statement leaves out whoever has a label. */
export function isExemption(statement: Value): boolean {
  return !labelMatch(statement).isAbsent;
}

/** What a scope leaves out by label; of a scope of several statements, all of which have to hold, each that does. */
export function exemptionsIn(scope: Value): readonly Value[] {
  if (isExemption(scope)) return [scope];
  return scope.at('AndStatement.Statements').items().filter(isExemption);
}

/**
 * Requests that a label exempts are never in order. Somebody may accept them for a while where few written addresses have
 * the label, and only these: the finding is about the label with its addresses, so that others are another finding.
 */
export function exempted(statement: Value): Observation {
  const key = labelMatch(statement).at('Key');
  const label = key.literal;
  const blocks = typeof label === 'string' ? addressesWith(statement.resource, label) : undefined;
  const seen = observation('fail', statement, { expected: 'no request left out by a label' });
  if (blocks === undefined) return seen;
  const few = isScanner(blocks);
  if (!few)
    return seen.with({
      says: `leaves out ${blocks.join(', ')}; expected at most ${mostScannerAddresses} addresses`,
    });
  return seen.with({
    about: aboutExempted(String(label), blocks),
    says: `leaves out the requests of ${blocks.join(', ')}`,
  });
}

function labelMatch(statement: Value): Value {
  return statement.at('NotStatement.Statement.LabelMatchStatement');
}

/** The addresses whose requests have the label; nothing where others may have it, or where the templates do not tell. */
function addressesWith(acl: Resource, label: string): readonly string[] | undefined {
  const rules = aclRules(acl);
  const [rule, ...others] = rules.filter((one) => mayGive(one, label));
  if (!rule || others.length > 0 || !isAction(rule.at('Action').literal, ['Count'])) return undefined;
  const list = referenced(rule.at('Statement.IPSetReferenceStatement.Arn'));
  const addresses = list?.type === listType ? list.property('Addresses') : undefined;
  if (!addresses?.isDecidedList) return undefined;
  const blocks = addresses.items().map(({ literal }) => literal);
  return blocks.length > 0 && blocks.every((block) => typeof block === 'string') ? blocks : undefined;
}

/** A rule that only the deployment knows may give any label. */
function mayGive(rule: Value, label: string): boolean {
  const labels = rule.at('RuleLabels');
  if (rule.alternatives.some(({ kind }) => kind !== 'literal') || !labels.isDecidedList) return true;
  return labels.items().some((item) => {
    const name = item.at('Name').literal;
    return name === undefined || name === label;
  });
}
