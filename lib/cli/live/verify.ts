import { GetAccountPasswordPolicyCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { edgeRegion } from '../../aws/regions.ts';
import { readInputs } from '../../cloudformation/input/read-input.ts';
import { Model } from '../../cloudformation/model/model.ts';
import { resourceName } from '../../contract/names.ts';
import type { StorefrontContract } from '../../contract/schema.ts';
import { jsonText } from '../../evidence/evidence.ts';
import { type Live, liveSchema } from '../../evidence/live/live-file.ts';
import { templatesWith } from '../../evidence/live/misfit.ts';
import { verdictCounts, verdictWords } from '../../evidence/live/verdicts.ts';
import { version } from '../../version.ts';
import { roleHelp } from '../command-works.ts';
import { oneEnvironment } from '../one-environment.ts';
import { parseOptions } from '../options.ts';
import { type ExitCode, type Output, UsageError, writeOutput } from '../output.ts';
import { translateAwsError } from '../translate-aws-error.ts';
import { type LiveClients, liveClientsOf } from './clients.ts';
import { lookAtEnvironment } from './live-look.ts';
import type { Place } from './look.ts';

const help = `Look at what is deployed of an environment and its account, and change nothing

Usage: palisade verify --live [PATH...] [options]

PATH is the cdk.out that was deployed (default: cdk.out); several are read together, such as those of the shop and those of its account

It asks AWS whether each stack has the template that was given, whether it drifted and may be deleted, whether what watches the account is
on, how passwords and public buckets are set, when secrets were changed and rotated, who has confirmed to hear of alerts, whether alarms
tell anybody, whether backups and tests of restores ran, and whether what others answer for exists. Each look has its time, its call, and
a verdict: seen, not as deployed, or unknown where AWS refused it, did not serve it, or no template says how it was meant.

Options:
      --live               ask AWS; palisade evidence verify FOLDER compares a folder of evidence with its manifest
  -e, --environment NAME   the environment (default: the only one of the templates)
  -o, --output FILE        write all looks there as JSON, for palisade evidence --live FILE
  -h, --help               print this help

${roleHelp('verify --live')}
Credentials are found as by the AWS CLI: AWS_PROFILE, environment variables, single sign-on.

Exit codes: 0 all was seen as deployed, 1 something was not, or is unknown, 2 the command could not run

Example:
  palisade verify --live cdk.out account.out --environment prod --output live.json
`;

/** What the command reaches: AWS by its clients, and the time. */
export interface LivePorts {
  readonly clientsOf: (region: string) => LiveClients;
  readonly now: () => Date;
}

const ports: LivePorts = { clientsOf: liveClientsOf, now: () => new Date() };

/** `palisade verify --live`: looks at a deployed environment and its account through the services of AWS. */
export async function verify(
  args: readonly string[],
  output: Output,
  { clientsOf, now }: LivePorts = ports,
): Promise<ExitCode> {
  const { values, positionals } = parseOptions(args, {
    live: { type: 'boolean', default: false },
    environment: { type: 'string', short: 'e' },
    output: { type: 'string', short: 'o' },
    help: { type: 'boolean', short: 'h', default: false },
  });
  if (values.help) {
    output.out(help);
    return 0;
  }
  if (!values.live) {
    throw new UsageError(
      'found no --live, write palisade verify --live, or palisade evidence verify FOLDER for a folder of evidence',
    );
  }
  const paths = positionals.length > 0 ? positionals : ['cdk.out'];
  const model = new Model(readInputs(paths, []).sources);
  const contract = oneEnvironment(model, values.environment, paths.join(' '));
  refuseWithoutRegion(model, contract);
  const places = new Map<string, Place>();
  const placeIn = (region: string): Place => {
    // Services that know no regions are asked where they are.
    const name = region === '' || region === '*' ? edgeRegion : region;
    const place = places.get(name) ?? {
      account: contract.account,
      region: name,
      clients: clientsOf(name),
      now,
    };
    places.set(name, place);
    return place;
  };
  const begun = now().toISOString();
  const subject = resourceName({ shop: contract.shop, name: contract.environment }, 'audit');
  const identity = await whoLooks(placeIn(edgeRegion), subject);
  output.progress?.('palisade: asking AWS');
  const seen = await translateAwsError(lookAtEnvironment(contract, model, placeIn), 'the environment');
  const live: Live = {
    schema: liveSchema,
    tool: { name: 'palisade', version },
    shop: contract.shop,
    environment: contract.environment,
    account: contract.account,
    identity,
    begun,
    ended: now().toISOString(),
    ...seen,
  };
  if (values.output !== undefined) writeOutput(values.output, jsonText(live));
  output.out(textOf(live));
  return live.observations.every(({ verdict }) => verdict === 'seen') ? 0 : 1;
}

/** A template alone does not say where it is deployed. */
function refuseWithoutRegion(model: Model, contract: StorefrontContract): void {
  const lost = templatesWith(model, contract).find(({ region }) => region === undefined);
  if (!lost) return;
  throw new UsageError(
    `${lost.name}: found no region of its stack, name the whole folder that cdk synth has written`,
  );
}

/** Who looks, as AWS says it. Whoever may not read the settings of the account would see next to nothing, and is told so at once. */
async function whoLooks({ account, clients }: Place, role: string): Promise<string> {
  const { Account, Arn = '' } = await translateAwsError(
    clients.identity.send(new GetCallerIdentityCommand({})),
    'the credentials',
  );
  if (Account !== account) {
    throw new UsageError(
      `found credentials of account ${Account}, the templates are of account ${account}: sign in to that one`,
    );
  }
  await translateAwsError(refuseOtherRole(clients, role), 'the settings of the account');
  return Arn;
}

async function refuseOtherRole({ iam }: LiveClients, role: string): Promise<void> {
  try {
    await iam.send(new GetAccountPasswordPolicyCommand({}));
  } catch (cause) {
    const { name } = cause as Error;
    if (/^NoSuchEntity/.test(name)) return;
    if (!/^AccessDenied/.test(name)) throw cause;
    throw new UsageError(
      `AWS does not allow it with these credentials, use the role ${role} or another one that reads the settings of the account`,
      { cause },
    );
  }
}

function textOf({ observations }: Live): string {
  const lines = observations.map(
    ({ verdict, what, value }) => `${verdictWords[verdict].padEnd(17)}${what}: ${value}\n`,
  );
  return `${lines.join('')}${verdictCounts(observations)}\n`;
}
