import { edgeRegion } from '../../aws/regions.ts';
import type { EnvironmentConfig, StorefrontConfig } from '../../config/storefront-config.ts';

/** What an emulator is started with. */
export interface EmulatorSettings {
  /** The account of requests that are not signed. A signed request belongs to the account that is its access key. */
  readonly account: string;
  /** Each has a listener of its own, the first of them also serves the signed requests of every region. */
  readonly regions: readonly string[];
  /** The first listener's port, the others follow; 0 leaves all of them to the system. */
  readonly port: number;
  /** Hosted zones that exist before anything is deployed. */
  readonly zones: readonly SeededZone[];
  /**
   * Origins of this machine by the hosts of the internet that they stand in for. Functions find no other host, and each of them
   * only those that its deployed network lets it reach. They hear by `X-Forwarded-Host` which host is meant.
   *
   * @default - functions reach nobody
   */
  readonly hosts?: Readonly<Record<string, string>>;
  /** Certificates, in PEM, that functions trust as roots beside the public ones. @default - none */
  readonly roots?: readonly string[];
}

interface SeededZone {
  readonly account: string;
  readonly id: string;
  readonly name: string;
}

/** Accounts, regions and zones that the environments of a shop expect to exist. */
export function emulatorSettings(config: StorefrontConfig, port: number): EmulatorSettings {
  const environments = Object.values(config.environments);
  const [first] = environments;
  if (!first) throw new Error('a shop without environments is refused when its file is read');
  return {
    account: first.account,
    regions: [...new Set([edgeRegion, ...environments.flatMap(regionsOf)])],
    port,
    zones: environments.flatMap(({ account, zone: { id, name } }) => (id ? [{ account, id, name }] : [])),
  };
}

function regionsOf({ region, backup: { recovery } }: EnvironmentConfig): readonly string[] {
  return recovery ? [region, recovery.region] : [region];
}
