import type { DeployedResource } from '../deployed-resources.ts';

/** Resources of the stacks, found by what other resources call them. */
export interface Deployed {
  readonly ofType: <Properties>(type: string) => readonly Typed<Properties>[];
  /** The resource of a type that `Ref` gives this id; nothing where no stack has it. */
  readonly find: <Properties>(type: string, physicalId: string) => Typed<Properties> | undefined;
}

/** A resource, with the properties that its type's documentation gives it. */
export type Typed<Properties> = Omit<DeployedResource, 'properties'> & { readonly properties: Properties };

export function deployedOf(resources: readonly DeployedResource[]): Deployed {
  const ofType = <Properties>(type: string) =>
    resources.filter((one) => one.type === type) as unknown as readonly Typed<Properties>[];
  return {
    ofType,
    find: (type, physicalId) => ofType<never>(type).find((one) => one.physicalId === physicalId),
  };
}

/** A setting that CloudFormation takes as a list of names and values. */
export interface Attribute {
  readonly Key: string;
  readonly Value: string;
}

/** The value of an attribute, or AWS's own where the template does not set it. */
export function attributeOf(
  attributes: readonly Attribute[] | undefined,
  key: string,
  usual: string,
): string {
  return attributes?.find(({ Key }) => Key === key)?.Value ?? usual;
}
