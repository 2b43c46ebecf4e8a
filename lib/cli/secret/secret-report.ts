import { labels } from '../../../lambda/gateways/rotation/labels.ts';
import { isNeeded } from '../../../lambda/gateways/rotation/secret-shape.ts';
import type { SecretPlace } from './secret-place.ts';
import { readState, versionWith } from './secret-state.ts';
import type { Vault } from './vault.ts';

/** What may be said of a secret. Dates are ISO 8601; an absent one is not known to AWS either. */
export interface SecretReport {
  readonly gateway: string;
  readonly secret: string;
  readonly versions: readonly {
    readonly labels: readonly string[];
    readonly createdAt?: string | undefined;
  }[];
  /** Names of the members of the current version, as far as the gateway has such members. */
  readonly members: readonly string[];
  /** How many others the current version has. Their names are not said: one may be a secret in the wrong place. */
  readonly unknownMembers: number;
  /** Names of the members that the current version needs and has not. */
  readonly missing: readonly string[];
  /** Whether an operator's version waits to be made current. */
  readonly isStaged: boolean;
  /** Whether a rotation has begun and not ended. */
  readonly isRotating: boolean;
  readonly isRotationSetUp: boolean;
  readonly lastRotated?: string | undefined;
  readonly nextRotation?: string | undefined;
  /** Until when the previous keys have to stay. */
  readonly overlapUntil?: string | undefined;
}

/** Looks a secret up. */
export async function reportOn(place: SecretPlace, vault: Vault, now: Date): Promise<SecretReport> {
  const { gateway, config, name } = place;
  const state = await readState(place, vault, now);
  const dates = await vault.dates();
  const { description, current = {} } = state;
  const pending = versionWith(state, labels.pending);
  const members = Object.keys(current).filter((member) => Object.hasOwn(gateway.secretFields, member));
  const needed = Object.entries(gateway.secretFields).filter(([, field]) => isNeeded(field, config));
  return {
    gateway: gateway.name,
    secret: name,
    versions: Object.entries(description.VersionIdsToStages ?? {}).map(([version, found]) => ({
      labels: [...found].sort(),
      createdAt: dates.get(version)?.toISOString(),
    })),
    members,
    unknownMembers: Object.keys(current).length - members.length,
    missing: needed.map(([member]) => member).filter((member) => !current[member]),
    isStaged: versionWith(state, labels.staged) !== undefined,
    isRotating: pending !== undefined && pending !== versionWith(state, labels.current),
    isRotationSetUp: description.RotationEnabled === true,
    lastRotated: description.LastRotatedDate?.toISOString(),
    nextRotation: description.NextRotationDate?.toISOString(),
    overlapUntil: state.overlapUntil?.toISOString(),
  };
}
