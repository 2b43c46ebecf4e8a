import { BlockList, isIPv6 } from 'node:net';
import { isLike } from '../../cloudformation/wildcards.ts';

/** A request as a listener sees it. */
export interface ListenerRequest {
  readonly method: string;
  /** Without a port. */
  readonly host: string;
  /** As it was sent, without the query. */
  readonly path: string;
  /** As it was sent, without the question mark. */
  readonly query: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, readonly string[]>>;
  /** Who has connected. */
  readonly address: string;
}

/** What a rule does with a request that fits. */
export interface Action {
  readonly Type: string;
  readonly Order?: number;
  readonly TargetGroupArn?: string;
  readonly ForwardConfig?: {
    readonly TargetGroups?: readonly { readonly TargetGroupArn: string; readonly Weight?: number }[];
  };
  readonly FixedResponseConfig?: {
    readonly StatusCode: string | number;
    readonly ContentType?: string;
    readonly MessageBody?: string;
  };
}

interface Values {
  readonly Values?: readonly string[];
}

/** A condition of a rule, in either of CloudFormation's spellings. */
interface Condition extends Values {
  readonly Field: string;
  readonly PathPatternConfig?: Values;
  readonly HostHeaderConfig?: Values;
  readonly HttpRequestMethodConfig?: Values;
  readonly SourceIpConfig?: Values;
  readonly HttpHeaderConfig?: Values & { readonly HttpHeaderName: string };
  readonly QueryStringConfig?: {
    readonly Values?: readonly { readonly Key?: string; readonly Value: string }[];
  };
}

/** The properties of `AWS::ElasticLoadBalancingV2::ListenerRule`. */
export interface ListenerRule {
  readonly ListenerArn: string;
  readonly Priority: number | string;
  readonly Conditions: readonly Condition[];
  readonly Actions: readonly Action[];
  readonly Transforms?: readonly unknown[];
}

/**
 * The rule whose conditions a request fulfils, the lowest number first. Throws an error for a condition that is not known here, since
 * what is not judged must not pass.
 */
export function ruleFor(rules: readonly ListenerRule[], request: ListenerRequest): ListenerRule | undefined {
  return rules
    .toSorted((one, other) => Number(one.Priority) - Number(other.Priority))
    .find(({ Conditions }) => Conditions.every((condition) => fulfils(request, condition)));
}

function fulfils(request: ListenerRequest, condition: Condition): boolean {
  const judge = judges[condition.Field];
  if (!judge) throw new Error(`the preview does not know the listener condition ${condition.Field}`);
  return judge(request, condition);
}

type Judge = (request: ListenerRequest, condition: Condition) => boolean;

/** Paths and methods are told apart by case, hosts, headers and queries are not. */
const judges: Readonly<Record<string, Judge>> = {
  'path-pattern': ({ path }, { PathPatternConfig, Values: values }) =>
    given(PathPatternConfig?.Values ?? values).some((pattern) => isLike(path, pattern)),
  'host-header': ({ host }, { HostHeaderConfig, Values: values }) =>
    given(HostHeaderConfig?.Values ?? values).some((pattern) => isLikeInAnyCase(host, pattern)),
  'http-request-method': ({ method }, { HttpRequestMethodConfig }) =>
    given(HttpRequestMethodConfig?.Values).includes(method),
  'http-header': ({ headers }, { HttpHeaderConfig }) => {
    const values = headers[HttpHeaderConfig?.HttpHeaderName.toLowerCase() ?? ''] ?? [];
    return given(HttpHeaderConfig?.Values).some((pattern) =>
      values.some((value) => isLikeInAnyCase(value, pattern)),
    );
  },
  'query-string': ({ query }, { QueryStringConfig }) =>
    given(QueryStringConfig?.Values).some(({ Key, Value }) =>
      pairsOf(query).some(
        ([name, value]) => (Key === undefined || isLikeInAnyCase(name, Key)) && isLikeInAnyCase(value, Value),
      ),
    ),
  'source-ip': ({ address }, { SourceIpConfig }) => isWithin(address, given(SourceIpConfig?.Values)),
};

function given<Value>(values: readonly Value[] | undefined): readonly Value[] {
  if (values === undefined) throw new Error('a listener condition without values is no condition');
  return values;
}

function isLikeInAnyCase(text: string, pattern: string): boolean {
  return isLike(text.toLowerCase(), pattern.toLowerCase());
}

/** Names and values of a query, still encoded. */
export function pairsOf(query: string): readonly (readonly [name: string, value: string])[] {
  return query
    .split('&')
    .filter(Boolean)
    .map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return [name, value.join('=')] as const;
    });
}

function isWithin(address: string, blocks: readonly string[]): boolean {
  const list = new BlockList();
  for (const block of blocks) {
    const [net = '', length = ''] = block.split('/');
    list.addSubnet(net, Number(length), isIPv6(net) ? 'ipv6' : 'ipv4');
  }
  return list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}
