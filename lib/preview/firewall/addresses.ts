import { BlockList, isIP } from 'node:net';
import { type FirewallRequest, headerOf } from './firewall-request.ts';
import { type Judge, type Surroundings, undecided } from './judge.ts';
import { referredResource } from './referred-resource.ts';
import type { ForwardedAddress } from './web-acl-properties.ts';

interface AddressSetStatement {
  readonly Arn: string;
  readonly IPSetForwardedIPConfig?: ForwardedAddress & { readonly Position: 'FIRST' | 'LAST' | 'ANY' };
}

/** Most addresses of a header that AWS WAF looks at. */
const mostForwarded = 10;

/** Whether who sent a request is one of a set of addresses. */
export function addressStatement(statement: AddressSetStatement, surroundings: Surroundings): Judge {
  const { Arn, IPSetForwardedIPConfig: forwarded } = statement;
  const set = referredResource(surroundings, 'AWS::WAFv2::IPSet', Arn);
  if (!set) return undecided(surroundings, `the address set ${Arn} was not deployed here`);
  const list = blockList(set.properties['Addresses'] as readonly string[]);
  if (!forwarded) return ({ request }) => isListed(request.address, list);
  return ({ request }) => {
    const addresses = forwardedAddresses(request, forwarded.HeaderName);
    // Without the header the statement does not apply; with one that holds no address the fallback does.
    if (!addresses) return false;
    const asked = {
      FIRST: addresses.slice(0, 1),
      LAST: addresses.slice(-1),
      ANY: addresses.slice(-mostForwarded),
    };
    const chosen = asked[forwarded.Position];
    if (!chosen.every((address) => isIP(address))) return forwarded.FallbackBehavior === 'MATCH';
    return chosen.some((address) => isListed(address, list));
  };
}

/** The addresses that a header names, from the first on; nothing where the header was not sent. */
export function forwardedAddresses(request: FirewallRequest, header: string): readonly string[] | undefined {
  return headerOf(request, header)
    ?.split(',')
    .map((one) => one.trim());
}

function blockList(blocks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const block of blocks) {
    const [address = '', prefix] = block.split('/');
    list.addSubnet(address, Number(prefix), familyOf(address));
  }
  return list;
}

function isListed(address: string, list: BlockList): boolean {
  return list.check(address, familyOf(address));
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}
