import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { Acceptance } from '../../contract/acceptance.ts';
import { entriesOf, logicalIdOf } from './contract-entries.ts';

/** An acceptance as it is written beside the resource that it concerns. */
export type AcceptanceHere = DistributiveOmit<Acceptance, 'resource'>;

/** Omits a field of every form of a union. */
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/**
 * Accepts what a rule finds at a construct's resource, in the template's own contract.
 *
 * A rule of another pack, `Pack::Rule`, is acknowledged there too; with the whole acceptance as the reason,
 * the pack's report says who decided, and until when.
 */
export function accept(construct: IConstruct, acceptance: AcceptanceHere): void {
  entriesOf(construct).acceptances.push(() => ({ ...acceptance, resource: logicalIdOf(construct) }));
  if (!acceptance.rule.includes('::')) return;
  Validations.of(construct).acknowledge({ id: acceptance.rule, reason: JSON.stringify(acceptance) });
}
