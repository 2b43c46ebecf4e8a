import type { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { edgeRegion } from '../aws/regions.ts';
import type { Storefront } from '../constructs/contract/storefront.ts';
import { BackupStack } from './backup-stack.ts';
import { CustomersStack } from './customers-stack.ts';
import { DataStack } from './data-stack.ts';
import { DnsStack } from './dns-stack.ts';
import { EdgeStack } from './edge-stack.ts';
import { MailStack } from './mail-stack.ts';
import { NetworkStack } from './network-stack.ts';
import { PaymentsStack } from './payments-stack.ts';
import { PeopleStack } from './people-stack.ts';
import type { StorefrontStackProps } from './prepare-stack.ts';
import { RecoveryStack } from './recovery-stack.ts';

interface StackDefinition {
  readonly class: new (scope: Construct, id: string, props: StorefrontStackProps) => Stack;

  /** The region of the shop, the one where CloudFront's certificates and firewalls live, or that of the copies of the backups. */
  readonly region: 'shop' | 'edge' | 'recovery';

  /** Roles of the stacks that are deployed before it; those that an environment does not have are passed over. */
  readonly needs: readonly string[];

  /**
   * Which environments have it.
   *
   * @default - every one
   */
  readonly when?: (storefront: Storefront) => boolean;
}

/** Every stack of a storefront by its role, each one after those that it needs. The role ends the stack's name. */
const registry: Readonly<Record<string, StackDefinition>> = {
  dns: { class: DnsStack, region: 'edge', needs: [], when: ownsZone },
  network: { class: NetworkStack, region: 'shop', needs: ['dns'] },
  data: { class: DataStack, region: 'shop', needs: [] },
  recovery: { class: RecoveryStack, region: 'recovery', needs: [], when: hasRecovery },
  // The settings of the region come before the first backup, and the vault of the copies before the first copy.
  backup: { class: BackupStack, region: 'shop', needs: ['network', 'data', 'recovery'] },
  customers: { class: CustomersStack, region: 'shop', needs: [], when: hasCustomers },
  payments: { class: PaymentsStack, region: 'shop', needs: ['dns', 'network', 'data', 'customers'] },
  people: { class: PeopleStack, region: 'shop', needs: ['data'], when: givesRoles },
  mail: { class: MailStack, region: 'shop', needs: ['dns'], when: sendsMail },
  edge: { class: EdgeStack, region: 'edge', needs: ['dns', 'payments'] },
};

function ownsZone({ environment }: Storefront): boolean {
  return environment.zone.id === undefined;
}

function sendsMail({ environment }: Storefront): boolean {
  return environment.mail !== undefined;
}

function givesRoles({ environment }: Storefront): boolean {
  return environment.people !== undefined || environment.delivery !== undefined;
}

function hasCustomers({ environment }: Storefront): boolean {
  return environment.customers !== undefined;
}

function hasRecovery({ environment }: Storefront): boolean {
  return environment.backup.recovery !== undefined;
}

/** A stack that a storefront has, with its role and the name of its region. */
export interface RegisteredStack extends Pick<StackDefinition, 'class' | 'needs'> {
  readonly role: string;
  readonly region: string;
}

/** The stacks of a storefront in the order of their deployment. */
export function stacksOf(storefront: Storefront): readonly RegisteredStack[] {
  return Object.entries(registry)
    .filter(([, { when }]) => when?.(storefront) ?? true)
    .map(([role, { class: stackClass, region, needs }]) => ({
      role,
      class: stackClass,
      needs,
      region: regionOf(region, storefront),
    }));
}

function regionOf(place: StackDefinition['region'], { environment }: Storefront): string {
  if (place === 'edge') return edgeRegion;
  if (place === 'shop') return environment.region;
  if (!environment.backup.recovery) throw new Error('a stack in the recovery region needs a recovery region');
  return environment.backup.recovery.region;
}

/** Every role that a stack may have. */
export const stackRoles: readonly string[] = Object.keys(registry);
