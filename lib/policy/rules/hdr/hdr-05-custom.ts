import { customHeaders, headersPolicyType } from '../../../cloudformation/headers-policies.ts';
import { own } from '../../../cloudformation/model/json.ts';
import type { Value } from '../../../cloudformation/model/types.ts';
import { textIs } from '../../../cloudformation/texts.ts';
import { hasContract } from '../../data-classes.ts';
import { notApplicable, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { verdictAt } from '../../statements/allowed.ts';
import facts from './custom-headers.json' with { type: 'json' };
import { isOwnUri, type OwnHosts, ownHosts } from './report-endpoints.ts';

const values: Readonly<Record<string, string | null>> = facts.values;

/** A header of one's own can undo what the others do: send the browser elsewhere, show sources, let other pages read along. */
export const hdr05Custom: Rule = {
  id: 'HDR-05-custom',
  title: 'Headers that a policy sends by name open, leak and redirect nothing',
  severity: 'medium',
  types: [headersPolicyType],
  why: 'One line with a header that browsers obey sends shoppers to another page, tells another host what they do, or names the software to attack.',
  fix: 'Take the header out of CustomHeadersConfig, or give it a value that keeps to the shop.',
  controls: ['HDR-05'],
  since: '0.1.0',
  stage: 'enforced',
  check: (policy, model) => {
    const list = customHeaders(policy);
    if (!list.isDecidedList) return [observation('unknown', list, { expected: 'a list of headers' })];
    const hosts = ownHosts(policy, model);
    const seen = list.items().flatMap((item) => header(item, hosts));
    return seen.length > 0 ? seen : [notApplicable(policy, 'no header of its own says too much')];
  },
};

function header(item: Value, hosts: OwnHosts): readonly Observation[] {
  const { literal } = item.at('Header');
  const [name, value] = [String(literal).toLowerCase(), item.at('Value')];
  if (typeof literal !== 'string') return isOurs(item) ? [unknownName(item)] : [];
  if (facts.judged.includes(name)) return [];
  const pattern = own(values, name);
  // Browsers do nothing about a header that they do not know.
  if (pattern === undefined) return [];
  if (pattern === null) {
    return [observation('fail', item.at('Header'), { expected: 'no such header', about: name })];
  }
  const allowed = new RegExp(pattern, 'i');
  return [
    verdictAt(
      textIs(value, (text) => allowed.test(text)),
      value,
      { expected: meaning(pattern), about: name },
    ),
    verdictAt(
      textIs(value, (text) => namesOnly(text, name, hosts)),
      value,
      {
        expected: 'no other host than those of the shop',
        about: name,
      },
    ),
  ];
}

function isOurs({ resource }: Value): boolean {
  return hasContract(resource);
}

function unknownName(item: Value): Observation {
  return observation('unknown', item.at('Header'), { expected: 'a header whose effect is known' });
}

function meaning(pattern: string): string {
  const [, word] = /^\^([a-z?=/0-9-]+)\$$/i.exec(pattern.replaceAll('\\', '')) ?? [];
  return word ?? (pattern === '^$' ? 'no value' : 'a value that opens nothing to everybody');
}

/** Whether the addresses in a value are all the shop's; a policy that only reports names sources, and its reports alone count. */
function namesOnly(text: string, name: string, hosts: OwnHosts): boolean {
  const told = name === 'content-security-policy-report-only' ? reportsIn(text) : text;
  const addresses = told.match(/https?:\/\/[^\s"'<>;,)]+/gi) ?? [];
  return addresses.every((address) => isOwnUri(address, hosts) !== false);
}

function reportsIn(text: string): string {
  return text
    .split(';')
    .filter((directive) => /^\s*report-uri\s/i.test(directive))
    .join(' ');
}
