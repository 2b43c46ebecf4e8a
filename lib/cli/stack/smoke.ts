import { edgeRegion } from '../../aws/regions.ts';
import { roleHelp } from '../command-works.ts';
import { lookedAt } from '../environment-command.ts';
import type { ExitCode, Output } from '../output.ts';
import { translateAwsError } from '../translate-aws-error.ts';
import { type SmokePorts, smokeChecks } from './smoke-checks.ts';
import { createSmokePorts } from './smoke-ports.ts';

const help = `Look at a deployed shop from outside, and change nothing

Usage: palisade stack smoke [options]

It asks AWS whether the stacks of an environment and its account are complete, whether an alarm is on and whether the
internet is led to the zone, and it asks the shop for a page, its headers, a redirect to https, a page that does not exist,
and for each gateway a callback without a signature, which has to be refused.

Options:
      --file FILE          the storefront file (default: storefront.yaml, or the kit's example)
  -e, --environment NAME   the environment (default: the only one of the file)
  -h, --help               print this help

${roleHelp('stack smoke')}
Credentials are found as by the AWS CLI: AWS_PROFILE, environment variables, single sign-on. They have to allow
cloudformation:DescribeStacks, cloudwatch:DescribeAlarms, route53:ListHostedZonesByName and route53:ListResourceRecordSets.

Exit codes: 0 all is as it should be, 1 something is not, or could not be looked at, 2 the command could not run
`;

/** `palisade stack smoke`: looks at a deployed environment from outside. */
export async function smoke(
  args: readonly string[],
  output: Output,
  ports: SmokePorts = createSmokePorts(),
): Promise<ExitCode> {
  const environment = lookedAt(args, { command: 'palisade stack smoke', help }, output);
  if (!environment) return 0;
  const subject = `${environment.shop}-${environment.name}`;
  const seen = await translateAwsError(smokeChecks(environment, ports, edgeRegion), subject);
  for (const { status, what, found } of seen) output.out(`${status.padEnd(8)}${what}: ${found}\n`);
  const count = (wanted: string) => seen.filter(({ status }) => status === wanted).length;
  output.out(`${count('pass')} passed, ${count('fail')} failed, ${count('unknown')} unknown\n`);
  return count('pass') === seen.length ? 0 : 1;
}
