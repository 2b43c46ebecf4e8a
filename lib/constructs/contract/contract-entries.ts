import { CfnResource, Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { Acceptance } from '../../contract/acceptance.ts';
import { edgeCodeDigest } from '../../contract/digests.ts';
import type { ClassifiedData, DataClass, EdgeFunctionCode, PeopleRole } from '../../contract/schema.ts';
import type { Work } from '../../contract/works.ts';

/** What the constructs of one stack add to its contract; logical ids are final at synthesis only. */
export interface ContractEntries {
  readonly data: (() => ClassifiedData)[];
  readonly peopleRoles: (() => PeopleRole)[];
  readonly edgeCode: (() => EdgeFunctionCode)[];
  readonly acceptances: (() => Acceptance)[];
}

const entries = new WeakMap<Stack, ContractEntries>();

/** The entries of the stack that a construct belongs to. */
export function entriesOf(construct: IConstruct): ContractEntries {
  const stack = Stack.of(construct);
  const known = entries.get(stack) ?? { data: [], peopleRoles: [], edgeCode: [], acceptances: [] };
  entries.set(stack, known);
  return known;
}

/** What is said of a stateful resource besides the class of what it stores. */
export type StoredData = Omit<ClassifiedData, 'resource' | 'class'>;

/** Says what class of data a stateful resource stores, why it is kept where nothing expires, and how it comes back where no plan takes it. */
export function classifyData(construct: IConstruct, dataClass: DataClass, said: StoredData = {}): void {
  entriesOf(construct).data.push(() => ({ resource: logicalIdOf(construct), class: dataClass, ...said }));
}

/** Says for which work people take a role on. */
export function giveToPeople(role: IConstruct, work: Work): void {
  entriesOf(role).peopleRoles.push(() => ({ resource: logicalIdOf(role), work }));
}

/** Says what code a function at the edge is expected to run, whichever release it leads to. */
export function expectCode(edge: IConstruct, code: string, release: string): void {
  entriesOf(edge).edgeCode.push(() => ({ resource: logicalIdOf(edge), code: edgeCodeDigest(code, release) }));
}

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

/** Logical id of the one resource that a construct stands for. */
export function logicalIdOf(construct: IConstruct): string {
  const main = construct.node.defaultChild ?? construct;
  if (!CfnResource.isCfnResource(main))
    throw new Error(`${construct.node.path} stands for no single resource`);
  return String(Stack.of(main).resolve(main.logicalId));
}
