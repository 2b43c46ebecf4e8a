/** The properties of a web ACL and of rule groups, as CloudFormation has them once every reference is resolved. */

/** One statement, under the name of its kind. */
export type Statement = Readonly<Record<string, unknown>>;

/** A part of a request, under the name of its kind. */
export type FieldToMatch = Readonly<Record<string, unknown>>;

export type OversizeHandling = 'CONTINUE' | 'MATCH' | 'NO_MATCH';

export interface TextTransformation {
  readonly Priority: number;
  readonly Type: string;
}

export interface NamedValue {
  readonly Name: string;
  readonly Value: string;
}

export interface CustomResponse {
  readonly ResponseCode: number;
  readonly CustomResponseBodyKey?: string;
  readonly ResponseHeaders?: readonly NamedValue[];
}

/** What an action adds to a request that goes on. */
interface CustomRequestHandling {
  readonly InsertHeaders: readonly NamedValue[];
}

interface GoingOn {
  readonly CustomRequestHandling?: CustomRequestHandling;
}

/** What a rule does; one member is set. */
export interface RuleAction {
  readonly Allow?: GoingOn;
  readonly Block?: { readonly CustomResponse?: CustomResponse };
  readonly Count?: GoingOn;
  readonly Captcha?: GoingOn;
  readonly Challenge?: GoingOn;
}

export interface Rule {
  readonly Name: string;
  readonly Priority: number;
  readonly Statement: Statement;
  readonly Action?: RuleAction;
  /** For rules that apply a group: whether its result stands or is only counted. */
  readonly OverrideAction?: { readonly Count?: object; readonly None?: object };
  readonly RuleLabels?: readonly { readonly Name: string }[];
}

export interface CustomResponseBody {
  readonly ContentType: 'TEXT_PLAIN' | 'TEXT_HTML' | 'APPLICATION_JSON';
  readonly Content: string;
}

export interface WebAclProperties {
  readonly Name: string;
  readonly DefaultAction: Pick<RuleAction, 'Allow' | 'Block'>;
  readonly Rules?: readonly Rule[];
  readonly CustomResponseBodies?: Readonly<Record<string, CustomResponseBody>>;
  readonly AssociationConfig?: {
    readonly RequestBody?: { readonly CLOUDFRONT?: { readonly DefaultSizeInspectionLimit?: string } };
  };
}

export interface RuleGroupProperties {
  readonly Name: string;
  readonly Rules?: readonly Rule[];
  readonly CustomResponseBodies?: Readonly<Record<string, CustomResponseBody>>;
}

/** The group that a rule applies: another action for some of its rules, and for which requests. */
export interface GroupStatement {
  readonly RuleActionOverrides?: readonly { readonly Name: string; readonly ActionToUse: RuleAction }[];
  readonly ExcludedRules?: readonly { readonly Name: string }[];
}

export interface ManagedRuleGroupStatement extends GroupStatement {
  readonly VendorName: string;
  readonly Name: string;
  readonly Version?: string;
  readonly ScopeDownStatement?: Statement;
}

export interface RateBasedStatement {
  readonly Limit: number;
  readonly EvaluationWindowSec?: number;
  readonly AggregateKeyType: string;
  readonly CustomKeys?: readonly Statement[];
  readonly ForwardedIPConfig?: ForwardedAddress;
  readonly ScopeDownStatement?: Statement;
}

/** The header from which an address is taken, and what holds where it has none. */
export interface ForwardedAddress {
  readonly HeaderName: string;
  readonly FallbackBehavior: 'MATCH' | 'NO_MATCH';
}
