import { runOneOf } from '../command-group.ts';
import { roleHelp } from '../command-works.ts';
import { parseOptions } from '../options.ts';
import { type ExitCode, type Output, UsageError } from '../output.ts';
import { shopEnvironment } from '../shop-environment.ts';
import { translateAwsError } from '../translate-aws-error.ts';
import { AddressLists } from './address-lists.ts';
import { type AddressRange, readAddress } from './addresses.ts';

const help = `Say from which addresses a shop can be seen to which shoppers do not come: one that is not production, or production in the shadow

Usage: palisade access COMMAND [ADDRESS...] [options]

Commands:
  list                  list the addresses that are admitted
  allow ADDRESS...      admit addresses, or ranges such as 203.0.113.0/24
  revoke ADDRESS...     admit them no longer

Everybody else is answered 403 by the firewall, except the gateways' callbacks, whose signature proves who they are.
The lists are no part of the templates, and a deployment leaves them as they are.

Options:
  -e, --environment NAME    environment of the storefront file (default: its only one)
      --file PATH           the storefront file (default: storefront.yaml, or the kit's example)
  -h, --help                print this help

${roleHelp('access')}
Credentials are found as by the AWS CLI: AWS_PROFILE, environment variables, single sign-on.

Exit codes: 0 done, 2 the command could not run
`;

/** `palisade access`: runs the one of its commands that the arguments name. */
export async function access(args: readonly string[], output: Output): Promise<ExitCode> {
  const commands = {
    list: command(list),
    allow: command(changing((admitted, { text }) => [...admitted.filter((one) => one !== text), text])),
    revoke: command(changing((admitted, { text }) => admitted.filter((one) => one !== text))),
  };
  return runOneOf({ name: 'access', help, commands }, args, output);
}

type Work = (lists: AddressLists, addresses: readonly string[]) => Promise<string>;

function command(work: Work) {
  return async (args: readonly string[], output: Output): Promise<ExitCode> => {
    const { values, positionals } = parseOptions(args, {
      file: { type: 'string' },
      environment: { type: 'string', short: 'e' },
      help: { type: 'boolean', short: 'h', default: false },
    });
    if (values.help) {
      output.out(help);
      return 0;
    }
    const environment = shopEnvironment(values, output);
    const what = `the address lists of ${environment.shop}-${environment.name}`;
    output.out(await translateAwsError(work(new AddressLists(environment), positionals), what));
    return 0;
  };
}

async function list(lists: AddressLists, addresses: readonly string[]): Promise<string> {
  if (addresses.length > 0)
    throw new UsageError(`found ${addresses.join(' ')}, palisade access list takes no address`);
  const admitted = [...(await lists.read('IPV4')), ...(await lists.read('IPV6'))];
  if (admitted.length === 0) return 'nobody is admitted\n';
  return `${admitted.toSorted().join('\n')}\n`;
}

type Change = (admitted: readonly string[], address: AddressRange) => readonly string[];

/** Every address is read before any list is changed. */
function changing(change: Change): Work {
  return async (lists, typed) => {
    if (typed.length === 0) throw new UsageError('found no address, name one, such as 203.0.113.7');
    const addresses = typed.map(readAddress);
    for (const version of ['IPV4', 'IPV6'] as const) {
      const own = addresses.filter((address) => address.version === version);
      if (own.length > 0) await lists.write(version, (admitted) => own.reduce(change, admitted));
    }
    return list(lists, []);
  };
}
