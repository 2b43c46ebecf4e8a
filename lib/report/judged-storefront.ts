import type { Model } from '../cloudformation/model/model.ts';
import { type ValidationRoute, validationRoute } from '../compliance/saq.ts';
import { type PaymentPageScript, paymentPageScripts } from '../contract/payment-page-scripts.ts';
import type { StorefrontContract } from '../contract/schema.ts';
import { groupBy } from '../group-by.ts';
import { erasureOf, type StoreErasure } from '../policy/erasure.ts';
import type { Finding } from '../policy/finding.ts';
import { countByStatus, type StatusCounts } from './status-counts.ts';

/** One environment of a shop, and what of it was judged. */
export interface JudgedStorefront {
  readonly shop: string;
  readonly environment: string;
  readonly purpose: string;
  /** The shop's public host name there. */
  readonly domain: string;
  readonly account: string;
  /** Names of its templates that were given. */
  readonly templates: readonly string[];
  /** Roles of the stacks whose templates were given. */
  readonly stacks: readonly string[];
  /** Roles of the stacks that it has besides; what they hold was not seen. */
  readonly missingStacks: readonly string[];
  /** Findings in its templates. */
  readonly summary: StatusCounts;
  readonly gateways: readonly JudgedGateway[];
  readonly paymentPages: PaymentPages;
  /** Levels with the card brands, and what is filed about the environment, as the contract suggests it. */
  readonly pciDss: ValidationRoute;
  /** Until when a person who was erased can still be brought back. */
  readonly erasure: Erasure;
}

type JudgedGateway = Pick<
  StorefrontContract['payments']['gateways'][number],
  'name' | 'mode' | 'integration'
>;

/** Where shoppers pay, and whose scripts run there besides the shop's own. */
interface PaymentPages {
  /** Path patterns. */
  readonly patterns: readonly string[];
  readonly scripts: readonly PaymentPageScript[];
  /** Why nobody can tell whose scripts run there. */
  readonly unknown?: string;
}

/** Until when what was erased is still somewhere. */
interface Erasure {
  /** Days after which no backup brings a person back, as the contract says. */
  readonly days: number;
  /** What the templates show of each store. */
  readonly stores: readonly StoreErasure[];
}

/** The environments that the templates of a model belong to, in the order in which they come. */
export function judgedStorefronts(model: Model, findings: readonly Finding[]): readonly JudgedStorefront[] {
  const templates = model.templates.flatMap(({ name, storefront }) =>
    storefront ? [{ name, contract: storefront }] : [],
  );
  const environments = groupBy(templates, ({ contract }) => `${contract.shop}\n${contract.environment}`);
  return [...environments.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const names = new Set(group.map(({ name }) => name));
    const given = new Set(group.map(({ contract }) => contract.stack));
    return [
      {
        ...profileOf(first.contract),
        templates: [...names],
        stacks: [...given],
        missingStacks: first.contract.stacks.filter((one) => !given.has(one)),
        summary: countByStatus(findings.filter(({ template }) => names.has(template))),
        ...whatFollows(first.contract, model),
      },
    ];
  });
}

function profileOf({ shop, environment, purpose, domain, account }: StorefrontContract) {
  return { shop, environment, purpose, domain, account };
}

function whatFollows(contract: StorefrontContract, model: Model) {
  const { shop, environment, payments, role, yearlyTransactions, backups } = contract;
  const owner = model.storefronts.find(
    (one) => one.contract.shop === shop && one.contract.environment === environment,
  );
  return {
    gateways: payments.gateways.map(({ name, mode, integration }) => ({ name, mode, integration })),
    paymentPages: paymentPagesOf(contract),
    pciDss: validationRoute({ role, gateways: payments.gateways, transactions: yearlyTransactions }),
    erasure: { days: backups.erasedAfterDays, stores: owner ? erasureOf(owner, model) : [] },
  };
}

function paymentPagesOf(contract: StorefrontContract): PaymentPages {
  const patterns = contract.paths.filter(({ serves }) => serves === 'payment').map(({ pattern }) => pattern);
  try {
    return { patterns, scripts: paymentPageScripts(contract) };
  } catch (error) {
    // A template may declare anything; what the gateway registry does not offer it refuses with an error.
    return { patterns, scripts: [], unknown: error instanceof Error ? error.message : String(error) };
  }
}
