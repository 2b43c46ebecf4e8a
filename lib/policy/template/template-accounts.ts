import { isList, isRecord, type Json, type JsonRecord } from '../../cloudformation/model/json.ts';
import type { Resource, Template } from '../../cloudformation/model/types.ts';
import { memoized } from '../../memoized.ts';
import { Observation } from '../observation.ts';
import type { RuleText } from '../rule.ts';

/** What a rule about one type does not know, a sweep over all of them finds: every way out of an account names another one. */
export const templateAccounts: RuleText = {
  id: 'TEMPLATE-accounts',
  title: 'A storefront or an account names no other account than those that its contract declares',
  severity: 'high',
  why: 'A destination, a key, a layer or a principal of another account reads, changes or keeps what belongs to the shop, whatever type names it.',
  fix: 'Name something of the own account, or declare the other one with its owner in the storefront file or the account file.',
  controls: ['DATA-08'],
  since: '0.1.0',
  stage: 'enforced',
};

/** Every place in the resources of a template with a contract that names an account which nobody declared. */
export function foreignAccounts(template: Template): readonly Observation[] {
  const contract = template.storefront ?? template.accountStack;
  if (!contract) return [];
  const known = declaredIn(contract);
  return template.made.flatMap((resource) =>
    namedBy(resource.definition)
      .filter(({ account }) => !known.has(account))
      .map(({ account, path }) => foreign(resource, account, path)),
  );
}

/** Kept by what is written, since the same resource is looked at again wherever templates are judged more than once. */
const namedBy = memoized((definition: JsonRecord): readonly NamedAccount[] =>
  accountsIn(definition['Properties'] ?? null, 'Properties'),
);

/** The own account, and each that a declaration names with its owner. */
const declaredIn = memoized(
  (contract: object): ReadonlySet<string> => new Set(JSON.stringify(contract).match(/\b\d{12}\b/g)),
);

function foreign(resource: Resource, account: string, path: string): Observation {
  const expected = 'an account that the contract declares';
  return new Observation({
    status: 'fail',
    resource,
    place: path,
    actual: account,
    expected,
    about: account,
    says: `names the account ${account}; expected ${expected}`,
  });
}

interface NamedAccount {
  readonly account: string;
  readonly path: string;
}

function accountsIn(node: Json, path: string): readonly NamedAccount[] {
  const found: NamedAccount[] = [];
  collect(node, path, found);
  return found;
}

/** Every text of every template is looked at, and hardly any of them names an account. */
function collect(node: Json, path: string, found: NamedAccount[]): void {
  if (typeof node === 'string' || typeof node === 'number') {
    for (const account of new Set(accountsInText(String(node)))) found.push({ account, path });
  } else if (isList(node)) {
    for (const [index, item] of node.entries()) collect(item, `${path}[${index}]`, found);
  } else if (isRecord(node)) {
    collectEntries(node, path, found);
  }
}

function collectEntries(record: JsonRecord, path: string, found: NamedAccount[]): void {
  for (const key in record) {
    for (const account of accountsInText(key)) found.push({ account, path });
    collect(record[key] ?? null, `${path}.${key}`, found);
  }
}

/** An account by itself, in an ARN, in the address of a registry, or in that of a queue. */
const shapes =
  /(?<=^|:)\d{12}(?=$|:)|\d{12}(?=\.(?:dkr\.ecr|[a-z0-9-]+\.s3)\.)|(?<=\.amazonaws\.com\/)\d{12}(?=\/)/g;

const twelveDigits = /\d{12}/;
const none: readonly string[] = [];

function accountsInText(text: string): readonly string[] {
  // The shapes look back and ahead at each place, which takes longer than to see that there are no such digits.
  return twelveDigits.test(text) ? (text.match(shapes) ?? none) : none;
}
