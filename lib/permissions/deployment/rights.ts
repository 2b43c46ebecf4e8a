import data from '../../aws/deployment-rights.json' with { type: 'json' };

/** What a service does with the key of what it keeps, in the name of who deploys. */
export interface KeyUse {
  readonly actions: readonly string[];
  /** The service through which the key is used. */
  readonly through?: string;
  /** What has to be true of the key itself. */
  readonly where?: Readonly<Record<string, string>>;
}

/** What CloudFormation's role may have to do with resources of one type. */
export interface RightsOfType {
  /** By the kind of resource that the actions are held to; `*` where an action knows none. */
  readonly rights: Readonly<Record<string, readonly string[]>>;
  /** The services whose own role IAM makes for the account. */
  readonly linkedRoles?: readonly string[];
  readonly keyUse?: KeyUse;
  /** The property that names a role which the service is given, where that is none of the templates' own. */
  readonly passes?: string;
}

/** A kind of resource, as a policy names it. */
export interface Kind {
  /** The ARN, with {account} and {name} to be filled in. */
  readonly arn: string;
  /** The type of the resources whose names it takes; missing where AWS makes up the name. */
  readonly namedBy?: string;
}

const types: Readonly<Record<string, RightsOfType>> = data.types;
const kinds: Readonly<Record<string, Kind>> = data.kinds;
const names: Readonly<Record<string, string>> = data.names;

/** The rights of a type; nothing where the kit does not know the type. */
export function rightsOf(type: string): RightsOfType | undefined {
  return Object.hasOwn(types, type) ? types[type] : undefined;
}

/** A kind of resource by its name in the data. */
export function kindOf(name: string): Kind {
  const kind = kinds[name];
  if (!kind) throw new Error(`lib/aws/deployment-rights.json describes no ${name}`);
  return kind;
}

/** The property that names resources of a type. */
export function namePropertyOf(type: string): string {
  const path = names[type];
  if (path === undefined) throw new Error(`lib/aws/deployment-rights.json has no name of ${type}`);
  return path;
}
