import { roleHelp } from '../command-works.ts';
import { lookedAt } from '../environment-command.ts';
import type { ExitCode, Output } from '../output.ts';
import type { ShopEnvironment } from '../shop-environment.ts';
import { translateAwsError } from '../translate-aws-error.ts';
import { readSignedZone, type SignedZone } from './signed-zone.ts';

const help = `Tell the DS record of a signed zone, which its parent zone has to hold

Usage: palisade dns ds [options]

A zone that the environment owns is signed. Nobody checks the signatures until the parent zone, or the registrar of the name, holds
the DS record: CloudFormation does not know it, Route 53 does.

Options:
  -e, --environment NAME    environment of the storefront file (default: its only one)
      --file PATH           the storefront file (default: storefront.yaml, or the kit's example)
  -h, --help                print this help

${roleHelp('dns ds')}
Credentials are found as by the AWS CLI: AWS_PROFILE, environment variables, single sign-on. They have to allow
route53:ListHostedZonesByName and route53:GetDNSSEC.

Exit codes: 0 the zone is signed with a key that is in use, 1 it is not, 2 the command could not run
`;

/** What the command asks of AWS. */
export type ReadSignedZone = typeof readSignedZone;

/** `palisade dns ds`: tells the DS record of an environment's zone. */
export async function ds(
  args: readonly string[],
  output: Output,
  read: ReadSignedZone = readSignedZone,
): Promise<ExitCode> {
  const environment = lookedAt(args, { command: 'palisade dns ds', help }, output);
  if (!environment) return 0;
  const { zone } = environment;
  const seen = await translateAwsError(read(zone), `the zone ${zone.name}`);
  const records = recordsOf(zone.name, seen);
  output.out([...stateOf(zone.name, seen), ...remedy(zone, seen, records), ''].join('\n'));
  return seen.status === 'SIGNING' && records.length > 0 ? 0 : 1;
}

function stateOf(zone: string, { status, message, keys }: SignedZone): readonly string[] {
  return [
    `zone ${zone}: ${[status, message].filter(Boolean).join(', ')}`,
    ...keys.map(
      (key) => `key-signing key ${key.name}: ${[key.status, key.message].filter(Boolean).join(', ')}`,
    ),
  ];
}

/** The DS records of the keys in use, as a zone file holds them. */
function recordsOf(zone: string, { keys }: SignedZone): readonly string[] {
  return keys
    .filter(({ status, ds: data }) => status === 'ACTIVE' && data !== '')
    .map(({ ds: data }) => `${zone}. IN DS ${data}`);
}

type Zone = ShopEnvironment['zone'];

function remedy({ name, id }: Zone, { status }: SignedZone, records: readonly string[]): readonly string[] {
  if (status === 'SIGNING' && records.length > 0) {
    return [
      `The parent zone of ${name}, or its registrar, has to hold exactly:`,
      ...records,
      `Whether it does: dig DS ${name} +short`,
    ];
  }
  if (status !== 'NOT_SIGNING') return ['What to do: docs/runbooks/zone-signing.md'];
  return [
    id === undefined
      ? 'Deploy the dns stack, which signs the zone.'
      : 'The zone was there before the shop, so whoever has it decides whether it is signed.',
  ];
}
