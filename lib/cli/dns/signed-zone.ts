import { GetDNSSECCommand, type KeySigningKey, Route53Client } from '@aws-sdk/client-route-53';
import { edgeRegion } from '../../aws/regions.ts';
import { UsageError } from '../output.ts';
import type { ShopEnvironment } from '../shop-environment.ts';
import { zoneIdOf } from './zone-id.ts';

/** What Route 53 says of the signatures of a zone. */
export interface SignedZone {
  /** `SIGNING`, `NOT_SIGNING`, or what keeps it from signing. */
  readonly status: string;
  readonly message: string;
  readonly keys: readonly SigningKey[];
}

/** A key that signs the keys of a zone. */
interface SigningKey {
  readonly name: string;
  readonly status: string;
  readonly message: string;
  /** The data of the DS record that the parent zone has to hold; empty where Route 53 has none. */
  readonly ds: string;
}

/** Asks Route 53; credentials and endpoint are found as by the AWS CLI. */
export async function readSignedZone(zone: ShopEnvironment['zone']): Promise<SignedZone> {
  const client = new Route53Client({ region: edgeRegion });
  const HostedZoneId = await zoneIdOf(client, zone);
  if (HostedZoneId === undefined) {
    throw new UsageError(
      `the account has no zone ${zone.name}, deploy the dns stack first, or sign in to its own account`,
    );
  }
  const { Status, KeySigningKeys = [] } = await client.send(new GetDNSSECCommand({ HostedZoneId }));
  return {
    status: Status?.ServeSignature ?? 'NOT_SIGNING',
    message: Status?.StatusMessage ?? '',
    keys: KeySigningKeys.map(keyOf),
  };
}

function keyOf({ Name = '', Status = '', StatusMessage = '', DSRecord = '' }: KeySigningKey): SigningKey {
  return { name: Name, status: Status, message: StatusMessage, ds: DSRecord };
}
