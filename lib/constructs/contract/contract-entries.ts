import { CfnResource, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { Acceptance } from '../../contract/acceptance.ts';
import type { ClassifiedData } from '../../contract/schema.ts';

/** What the constructs of one stack add to its contract; logical ids are final at synthesis only. */
export interface ContractEntries {
  readonly data: (() => ClassifiedData)[];
  readonly acceptances: (() => Acceptance)[];
}

const entries = new WeakMap<Stack, ContractEntries>();

/** The entries of the stack that a construct belongs to. */
export function entriesOf(construct: IConstruct): ContractEntries {
  const stack = Stack.of(construct);
  const known = entries.get(stack) ?? { data: [], acceptances: [] };
  entries.set(stack, known);
  return known;
}

/** Logical id of the one resource that a construct stands for. */
export function logicalIdOf(construct: IConstruct): string {
  const main = construct.node.defaultChild ?? construct;
  if (!CfnResource.isCfnResource(main))
    throw new Error(`${construct.node.path} stands for no single resource`);
  return String(Stack.of(main).resolve(main.logicalId));
}
