import type { GatewayConfig } from '../../lambda/gateways/gateway-config.ts';
import type { Acceptance } from './acceptance.ts';

/**
 * What every template of a storefront says about the shop under `Metadata.Palisade`.
 *
 * Rules read templates and this, nothing else: the shop's file, the CDK and the command's options stay out
 * of a verdict. A template that carries it is a storefront's, so absence counts as a failure in it.
 */
export interface StorefrontMetadata {
  readonly version: 1;
  readonly shop: string;
  readonly environment: string;
  /** Which of the storefront's stacks this template is. */
  readonly stack: StackRole;
  /** All stacks of the storefront: what one of them holds is unknown while its template is not given. */
  readonly stacks: readonly StackRole[];
  readonly purpose: 'production' | 'rehearsal';
  readonly role: 'merchant' | 'serviceProvider';
  /** Card transactions a year by card brand: brands count merchants' levels separately. */
  readonly yearlyTransactions: Readonly<Record<string, number>>;
  /** The shop's public host name. */
  readonly domain: string;
  /** Whether the owner asked for the browsers' HSTS preload list, which takes months to leave. */
  readonly preloadHsts: boolean;
  readonly payments: {
    readonly gateways: readonly GatewayConfig[];
    readonly scripts: readonly ScriptUse[];
  };
  readonly paths: readonly PathUse[];
  /** What the stateful resources of this template hold. */
  readonly data: readonly DataUse[];
  readonly declared: readonly Declaration[];
  readonly acceptances: readonly Acceptance[];
}

/** The stacks that a storefront may consist of; see `lib/stacks`. */
export const stackRoles = ['dns', 'edge', 'data', 'payments'] as const;
export type StackRole = (typeof stackRoles)[number];

/** A third-party script that the shop's owner has authorized (PCI DSS v4.0.1, 6.4.3). */
export interface ScriptUse {
  /** `https` origin that serves it. */
  readonly host: string;
  readonly owner: string;
  readonly reason: string;
  /** Path patterns of the pages that may run it. */
  readonly pages: readonly string[];
}

/** What a path of the shop serves. */
export interface PathUse {
  /** CloudFront path pattern; `*` is the default behaviour. */
  readonly pattern: string;
  /** `payment` pages talk to gateways, `report` takes browser reports, `pages` are the rest. */
  readonly serves: 'pages' | 'payment' | 'report';
  /** Whether a response may hold what belongs to one shopper, so that no shared cache may keep it. */
  readonly sensitive: boolean;
}

export const dataClasses = ['personal', 'audit', 'secrets', 'public'] as const;
export type DataClass = (typeof dataClasses)[number];

export interface DataUse {
  /** Logical id of the resource in this template. */
  readonly resource: string;
  readonly holds: DataClass;
  /** Why data without an automatic end is kept, and how long; required where nothing expires. */
  readonly retention?: string;
}

/** A control that somebody else's resource fulfils, for example the organization's trail. */
export interface Declaration {
  readonly control: string;
  readonly owner: string;
  readonly arn: string;
}
