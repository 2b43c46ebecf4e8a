import { DefaultStackSynthesizer, Lazy, type Stack, type StackProps } from 'aws-cdk-lib';
import cdk from '../../cdk.json' with { type: 'json' };
import type { Guardrails } from '../config/storefront-config.ts';
import { holdToGuardrails } from '../constructs/common/guardrails.ts';
import { entriesOf } from '../constructs/contract/contract-entries.ts';
import type { Storefront } from '../constructs/contract/storefront.ts';
import { storefrontContract } from '../contract/schema.ts';
import type { Site } from '../site/read-site.ts';

/** What every stack of a storefront is given: name, place and protection for the CDK, and the shop for its constructs. */
export interface StorefrontStackProps extends StackProps {
  readonly storefront: Storefront;
  readonly site: Site;

  /** The role of the stack in the registry. */
  readonly role: string;

  /** The roles of all stacks of the storefront, each one after those that it needs. */
  readonly roles: readonly string[];

  /** The stacks that the registry says this one needs, as far as the environment has them. */
  readonly needed: readonly Stack[];
}

/** The CDK's feature flags that the templates are made with: those of `cdk.json`, and what its command adds to them. */
export const featureFlags: Readonly<Record<string, unknown>> = {
  'aws:cdk:enable-path-metadata': true,
  'aws:cdk:enable-asset-metadata': true,
  ...cdk.context,
};

/** Prepares a stack of a storefront. */
export function prepareStack(stack: Stack, { storefront, role, roles }: StorefrontStackProps): void {
  prepareTemplate(stack, storefrontContract(storefront.profile, { stack: role, stacks: roles }));
  holdToGuardrails(stack, storefront.environment.guardrails);
}

/** What the CDK is told of the bootstrap, where it is not the usual one. */
export function bootstrapProps({
  bootstrapQualifier: qualifier,
}: Guardrails): Pick<StackProps, 'synthesizer'> {
  return qualifier === undefined ? {} : { synthesizer: new DefaultStackSynthesizer({ qualifier }) };
}

/** Holds the feature flags in a stack without children, so that it becomes the same template in any app, and writes its contract. */
export function prepareTemplate(stack: Stack, contract: object): void {
  for (const [flag, value] of Object.entries(featureFlags)) stack.node.setContext(flag, value);
  const { data, peopleRoles, edgeCode, acceptances } = entriesOf(stack);
  stack.templateOptions.metadata = {
    Palisade: {
      ...contract,
      // Logical ids are final at synthesis only.
      data: Lazy.any({ produce: () => data.map((entry) => entry()) }),
      peopleRoles: Lazy.any({ produce: () => listed(peopleRoles.map((entry) => entry())) }),
      edgeCode: Lazy.any({ produce: () => listed(edgeCode.map((entry) => entry())) }),
      acceptances: Lazy.any({ produce: () => acceptances.map((entry) => entry()) }),
    },
  };
}

/** Nothing where there is nothing to list, so that the template does not have the field. */
function listed<T>(entries: readonly T[]): readonly T[] | undefined {
  return entries.length > 0 ? entries : undefined;
}

type StackClass<T extends Stack> = abstract new (...args: never[]) => T;

/** The stack of a class that another stack needs; nothing where the environment has none. */
export function findNeeded<T extends Stack>(
  { needed }: StorefrontStackProps,
  stackClass: StackClass<T>,
): T | undefined {
  return needed.find((stack): stack is T => stack instanceof stackClass);
}

/** The stack of a class that another stack cannot do without. */
export function getNeeded<T extends Stack>(props: StorefrontStackProps, stackClass: StackClass<T>): T {
  const found = findNeeded(props, stackClass);
  if (!found) throw new Error(`the registry does not say that ${props.role} needs a ${stackClass.name}`);
  return found;
}
