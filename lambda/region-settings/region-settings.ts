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

/** What an account has one of, in a region or altogether, and CloudFormation knows no type for. */
export interface AccountSwitches {
  /** Encrypts every new volume, and shares no snapshot with everybody. */
  readonly protectVolumes: () => Promise<void>;
  /** Lets no bucket of the account be opened to everybody, whatever its own policy says. */
  readonly blockPublicBuckets: (accountId: string) => Promise<void>;
  /** What the password of a user has to be. */
  readonly askForPasswords: (policy: PasswordPolicy) => Promise<void>;
  /** Has Amazon Inspector look at these kinds of resources. */
  readonly inspect: (kinds: readonly string[]) => Promise<void>;
}

/** The account's rules for passwords of its users. */
export interface PasswordPolicy {
  readonly leastLength: number;
  /** Days after which a password ends. */
  readonly endsAfterDays: number;
  /** How many earlier ones cannot be used again. */
  readonly remembered: number;
}

/** What AWS Backup does in a region. */
export interface BackupSettings {
  /** Has AWS Backup keep the backups of tables itself, so that they have the key of their vault and can be copied elsewhere. */
  readonly keepTables: (region: string) => Promise<void>;
}

export interface Dependencies {
  readonly backups: BackupSettings;
  readonly defaultGroups: DefaultGroups;
  readonly roles: ServiceLinkedRoles;
  readonly switches: AccountSwitches;
}

/**
 * Sets what CloudFormation cannot set in one region: it takes every rule away from a VPC's default security group, makes sure
 * that the roles exist that services need before their first resource, and turns the switches of the account that the
 * template names. What a template does not name is left as it is.
 */
export function createRegionSettings({ backups, defaultGroups, roles, switches }: Dependencies) {
  return async (properties: Properties): Promise<void> => {
    for (const service of names(properties, 'ServiceLinkedRoles')) await roles.create(service);
    for (const region of names(properties, 'BackupRegions')) await backups.keepTables(region);
    if (properties['VpcId'] !== undefined) await closeDefaultGroup(textProperty(properties, 'VpcId'));
    await turnSwitches(properties);
  };

  async function turnSwitches(properties: Properties): Promise<void> {
    const { ProtectVolumes, BlockPublicBucketsOf, PasswordPolicy: passwords } = properties;
    if (ProtectVolumes === 'true') await switches.protectVolumes();
    if (BlockPublicBucketsOf !== undefined) {
      await switches.blockPublicBuckets(textProperty(properties, 'BlockPublicBucketsOf'));
    }
    if (passwords !== undefined) await switches.askForPasswords(passwordPolicy(passwords as Properties));
    const kinds = names(properties, 'InspectedKinds');
    if (kinds.length > 0) await switches.inspect(kinds);
  }

  async function closeDefaultGroup(vpcId: string): Promise<void> {
    const group = await defaultGroups.find(vpcId);
    const rules = await defaultGroups.rules(group);
    for (const isEgress of [false, true]) {
      const some = rules.filter((rule) => rule.isEgress === isEgress);
      if (some.length > 0) await defaultGroups.revoke(group, some);
    }
  }
}

function names(properties: Properties, property: string): readonly string[] {
  const found = properties[property] ?? [];
  if (Array.isArray(found) && found.every((name) => typeof name === 'string')) return found;
  throw new CustomResourceError(`${property} has to be a list of names`);
}

function passwordPolicy(properties: Properties): PasswordPolicy {
  const whole = (property: string) => {
    const number = Number(textProperty(properties, property));
    if (Number.isInteger(number) && number > 0) return number;
    throw new CustomResourceError(`${property} has to be a whole number above zero`);
  };
  return {
    leastLength: whole('LeastLength'),
    endsAfterDays: whole('EndsAfterDays'),
    remembered: whole('Remembered'),
  };
}
