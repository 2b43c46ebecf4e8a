import {
  CustomResourceError,
  type Properties,
  textProperty,
} from '../shared/custom-resource/custom-resource.ts';

/** A rule of a security group as EC2 names it. */
export interface GroupRule {
  readonly id: string;
  readonly isEgress: boolean;
}

/** What the settings ask of EC2. */
export interface DefaultGroups {
  /** Id of the group that EC2 gave a VPC by itself. */
  readonly find: (vpcId: string) => Promise<string>;
  readonly rules: (groupId: string) => Promise<readonly GroupRule[]>;
  readonly revoke: (groupId: string, rules: readonly GroupRule[]) => Promise<void>;
}

/** What the settings ask of IAM. */
export interface ServiceLinkedRoles {
  /** Makes the role of a service such as `elasticloadbalancing.amazonaws.com`; a role that exists is left as it is. */
  readonly create: (serviceName: string) => Promise<void>;
}

export interface Dependencies {
  readonly defaultGroups: DefaultGroups;
  readonly roles: ServiceLinkedRoles;
}

/**
 * Sets what CloudFormation cannot set in one region: it takes every rule away from a VPC's default security group, and
 * makes sure that the roles exist that services need before their first resource.
 */
export function createRegionSettings({ defaultGroups, roles }: Dependencies) {
  return async (properties: Properties): Promise<void> => {
    for (const service of serviceNames(properties)) await roles.create(service);
    if (properties['VpcId'] !== undefined) await closeDefaultGroup(textProperty(properties, 'VpcId'));
  };

  async function closeDefaultGroup(vpcId: string): Promise<void> {
    const group = await defaultGroups.find(vpcId);
    const rules = await defaultGroups.rules(group);
    for (const isEgress of [false, true]) {
      const some = rules.filter((rule) => rule.isEgress === isEgress);
      if (some.length > 0) await defaultGroups.revoke(group, some);
    }
  }
}

function serviceNames(properties: Properties): readonly string[] {
  const names = properties['ServiceLinkedRoles'] ?? [];
  if (Array.isArray(names) && names.every((name) => typeof name === 'string')) return names;
  throw new CustomResourceError('ServiceLinkedRoles has to be a list of service names');
}
