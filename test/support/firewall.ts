import { type ManagedRule, rulesOfGroup } from '../../lib/aws/managed-rules.ts';
import bodyLimits from '../../lib/policy/rules/waf/body-limits.json' with { type: 'json' };

// biome-ignore lint/suspicious/noExplicitAny: a web ACL is read as the template has it.
type Node = any;

/** A request as a firewall sees it. */
export interface FirewallRequest {
  readonly method: string;
  /** As it is sent, without a query. */
  readonly path: string;
  /** In bytes. */
  readonly bodySize: number;
  /** From where it comes; only what an address set of the template lists. */
  readonly address?: string;
  /** What of it managed rules object to: every rule that reads one of these is taken to match. */
  readonly offends?: readonly string[];
  /** Requests that the same sender has made in the window of a rate rule, this one included. */
  readonly inWindow?: number;
}

/** What becomes of a request. */
export interface FirewallVerdict {
  readonly action: 'allow' | 'block';
  /** The rule that ended the evaluation, with the managed rule after a slash. */
  readonly by?: string;
  /** The status that a blocked request is answered with. */
  readonly status?: number;
  readonly labels: ReadonlySet<string>;
  /** The rules that matched and only counted. */
  readonly counted: readonly string[];
}

/** Evaluates a request by the rules of a web ACL of a template, in the order of their priorities, as AWS WAF does. */
export function evaluateFirewall(
  acl: Node,
  request: FirewallRequest,
  addressSets: Readonly<Record<string, readonly string[]>> = {},
): FirewallVerdict {
  const labels = new Set<string>();
  const counted: string[] = [];
  const seen: Seen = { request, labels, inspected: inspectedBytes(acl), addressSets };
  for (const rule of [...acl.Rules].sort((one: Node, other: Node) => one.Priority - other.Priority)) {
    const outcome = rule.Statement.ManagedRuleGroupStatement ? managed(rule, seen) : own(rule, seen);
    counted.push(...outcome.counted);
    for (const label of outcome.labels) labels.add(label);
    if (outcome.end) return { ...outcome.end, labels, counted };
  }
  return { action: acl.DefaultAction.Allow ? 'allow' : 'block', labels, counted };
}

function inspectedBytes(acl: Node): number {
  const limit =
    acl.AssociationConfig?.RequestBody?.CLOUDFRONT?.DefaultSizeInspectionLimit ??
    bodyLimits.cloudFrontDefault;
  const bytes: Readonly<Record<string, number>> = bodyLimits.bytes;
  return bytes[limit] ?? 0;
}

interface Seen {
  readonly request: FirewallRequest;
  readonly labels: ReadonlySet<string>;
  /** How many bytes of a body the firewall is given. */
  readonly inspected: number;
  readonly addressSets: Readonly<Record<string, readonly string[]>>;
}

interface Outcome {
  /** What ends the evaluation; nothing where it goes on. */
  readonly end?: Pick<FirewallVerdict, 'action' | 'by' | 'status'>;
  readonly labels: readonly string[];
  readonly counted: readonly string[];
}

function own(rule: Node, seen: Seen): Outcome {
  if (!holds(rule.Statement, seen)) return { labels: [], counted: [] };
  const labels = (rule.RuleLabels ?? []).map(({ Name }: Node) => Name);
  const [action] = Object.keys(rule.Action);
  if (action === 'Count') return { labels, counted: [rule.Name] };
  if (action !== 'Block') throw new Error(`nobody taught this test the action ${action}`);
  const status = rule.Action.Block.CustomResponse?.ResponseCode ?? 403;
  return { labels, counted: [], end: { action: 'block', by: rule.Name, status } };
}

/** Every rule of the group that reads what the request offends by matches; the first that blocks ends the group. */
function managed(rule: Node, { request }: Seen): Outcome {
  const { Name, ScopeDownStatement } = rule.Statement.ManagedRuleGroupStatement;
  if (ScopeDownStatement) throw new Error(`nobody taught this test a scope of ${Name}`);
  const matching = rulesOfGroup(Name).filter(({ inspects }) => request.offends?.includes(inspects));
  const stop = matching.findIndex((one) => !isCounted(rule, one));
  const reached = stop === -1 ? matching : matching.slice(0, stop + 1);
  const by = `${Name}/${matching[stop]?.name}`;
  return {
    labels: reached.map(({ label }) => label),
    counted: reached.slice(0, stop === -1 ? undefined : -1).map(({ name }) => `${Name}/${name}`),
    ...(stop === -1 ? {} : { end: { action: 'block', by, status: 403 } }),
  };
}

function isCounted(rule: Node, { name, counts }: ManagedRule): boolean {
  if (rule.OverrideAction.Count) return true;
  const { RuleActionOverrides = [] } = rule.Statement.ManagedRuleGroupStatement;
  const override = RuleActionOverrides.find((one: Node) => one.Name === name);
  return override ? override.ActionToUse.Count !== undefined : counts;
}

type Judge = (statement: Node, seen: Seen) => boolean;

const judges: Readonly<Record<string, Judge>> = {
  AndStatement: ({ Statements }, seen) => Statements.every((one: Node) => holds(one, seen)),
  OrStatement: ({ Statements }, seen) => Statements.some((one: Node) => holds(one, seen)),
  NotStatement: ({ Statement }, seen) => !holds(Statement, seen),
  LabelMatchStatement: ({ Scope, Key }, { labels }) => {
    if (Scope !== 'LABEL') throw new Error(`nobody taught this test the scope ${Scope}`);
    // A label of the web ACL's own stands in its namespace, and is asked for by its name alone.
    return labels.has(Key);
  },
  ByteMatchStatement: (
    { FieldToMatch, PositionalConstraint, SearchString, TextTransformations },
    { request },
  ) => {
    const text = transformed(FieldToMatch.Method ? request.method : request.path, TextTransformations);
    if (PositionalConstraint === 'EXACTLY') return text === SearchString;
    if (PositionalConstraint === 'STARTS_WITH') return text.startsWith(SearchString);
    throw new Error(`nobody taught this test the constraint ${PositionalConstraint}`);
  },
  SizeConstraintStatement: ({ FieldToMatch, ComparisonOperator, Size }, { request, inspected }) => {
    if (ComparisonOperator !== 'GT') throw new Error(`nobody taught this test ${ComparisonOperator}`);
    if (request.bodySize > inspected) return FieldToMatch.Body.OversizeHandling === 'MATCH';
    return request.bodySize > Size;
  },
  RateBasedStatement: ({ Limit, ScopeDownStatement }, seen) =>
    (seen.request.inWindow ?? 1) > Limit && (ScopeDownStatement ? holds(ScopeDownStatement, seen) : true),
  IPSetReferenceStatement: ({ Arn }, { request, addressSets }) =>
    addressSets[Arn['Fn::GetAtt'][0]]?.includes(`${request.address}/32`) ?? false,
};

function holds(statement: Node, seen: Seen): boolean {
  const [[kind, content] = ['', undefined]] = Object.entries(statement);
  const judge = judges[kind];
  if (!judge) throw new Error(`nobody taught this test ${kind}`);
  return judge(content, seen);
}

const transformations: Readonly<Record<string, (text: string) => string>> = {
  NONE: (text) => text,
  LOWERCASE: (text) => text.toLowerCase(),
  URL_DECODE: (text) =>
    text.replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
  NORMALIZE_PATH: (text) => new URL(`https://shop.example${text.replace(/\/{2,}/g, '/')}`).pathname,
};

function transformed(text: string, list: readonly Node[]): string {
  return [...list]
    .sort((one, other) => one.Priority - other.Priority)
    .reduce((value, { Type }) => {
      const transform = transformations[Type];
      if (!transform) throw new Error(`nobody taught this test ${Type}`);
      return transform(value);
    }, text);
}
