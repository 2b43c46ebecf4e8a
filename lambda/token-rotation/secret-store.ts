/** The versions of a secret as a rotation sees them. */
export interface SecretStore {
  readonly describe: (secretId: string) => Promise<SecretDescription>;
  /** A version by its id or its label; nothing where there is none, or none with a value. */
  readonly read: (secretId: string, version: VersionName) => Promise<StoredSecret | undefined>;
  /** Writes the value of the version `token` once; its labels leave the versions that had them. */
  readonly write: (value: NewValue) => Promise<void>;
  /** Moves a label from one version to another, or takes it away. */
  readonly move: (secretId: string, label: string, ends: LabelMove) => Promise<void>;
}

/** What is known of a secret without its values. */
export interface SecretDescription {
  readonly isRotated: boolean;
  /** The labels of each version that has one. */
  readonly versions: ReadonlyMap<string, readonly string[]>;
  /** When a rotation was last completed. */
  readonly rotatedAt?: Date | undefined;
}

type VersionName = { readonly version: string } | { readonly label: string };

/** A version with a value. */
export interface StoredSecret {
  readonly version: string;
  readonly createdAt: Date;
  /** JSON, if whoever wrote it kept to the form. */
  readonly text: string;
}

/** What `write` writes. */
interface NewValue {
  readonly secretId: string;
  /** Becomes the version's id. */
  readonly token: string;
  readonly text: string;
  readonly labels: readonly string[];
  /** Proves to Secrets Manager that a rotation writes, where it asks for that. */
  readonly rotationToken?: string | undefined;
}

interface LabelMove {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** The version that has a label. */
export function holderOf({ versions }: SecretDescription, label: string): string | undefined {
  return [...versions].find(([, found]) => found.includes(label))?.[0];
}
