import {
  GetIPSetCommand,
  type IPSet,
  ListIPSetsCommand,
  UpdateIPSetCommand,
  WAFV2Client,
} from '@aws-sdk/client-wafv2';
import { edgeRegion } from '../../aws/regions.ts';
import { admittedRole } from '../../contract/names.ts';
import { UsageError } from '../output.ts';
import type { ShopEnvironment } from '../shop-environment.ts';
import type { AddressRange } from './addresses.ts';

const scope = { Scope: 'CLOUDFRONT' } as const;

/** The addresses that may see a shop to which shoppers do not come. */
export class AddressLists {
  private readonly environment: ShopEnvironment;
  /** Credentials and endpoint are found as by the AWS CLI. */
  private readonly client = new WAFV2Client({ region: edgeRegion });

  constructor(environment: ShopEnvironment) {
    this.environment = environment;
  }

  /** The addresses of one version. */
  async read(version: AddressRange['version']): Promise<readonly string[]> {
    return (await this.find(version)).addresses;
  }

  /** Writes the addresses of one version anew. Somebody else's change in between is refused by AWS, and nothing is lost. */
  async write(
    version: AddressRange['version'],
    change: (addresses: readonly string[]) => readonly string[],
  ): Promise<void> {
    const { identity, addresses, token } = await this.find(version);
    await this.client.send(
      new UpdateIPSetCommand({ ...identity, Addresses: [...change(addresses)], LockToken: token }),
    );
  }

  private async find(version: AddressRange['version']) {
    const Name = this.environment.nameOf(admittedRole(version));
    const identity = { Name, Id: await this.idOf(Name), ...scope };
    const { IPSet: list, LockToken: token } = await this.client.send(new GetIPSetCommand(identity));
    return { identity, addresses: (list as IPSet).Addresses ?? [], token };
  }

  private async idOf(name: string): Promise<string> {
    let NextMarker: string | undefined;
    do {
      const page = await this.client.send(
        new ListIPSetsCommand({ ...scope, ...(NextMarker && { NextMarker }) }),
      );
      const found = page.IPSets?.find(({ Name }) => Name === name)?.Id;
      if (found !== undefined) return found;
      NextMarker = page.NextMarker;
    } while (NextMarker);
    const { shop, name: environment } = this.environment;
    throw new UsageError(
      `found no address list ${name}: ${shop}-${environment} is open to everybody, or its edge stack is not deployed in this account`,
    );
  }
}
