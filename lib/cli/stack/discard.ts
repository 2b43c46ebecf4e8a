import { roleHelp } from '../command-works.ts';
import { translateAwsError } from '../translate-aws-error.ts';
import { discardStack } from './discard-stack.ts';
import { type FailedStack, failedStacks } from './failed-stacks.ts';
import { clientsOf, type RegionClients } from './region-clients.ts';
import { type StackGroup, stackGroupCommand } from './stack-group.ts';

const help = `Delete what first deployments that failed have left, so that they can be tried again

Usage: palisade stack discard [options]

It takes the stacks of an environment or account that were never complete, and no other. Of those it ends the termination
protection, empties the buckets, locked ones included, and deletes what CloudFormation keeps because it protects data. It
stops, and has deleted nothing, where a table holds items, a secret has a value that somebody staged, a user pool has customers, or
another stack has a resource by now. Then run the same cdk deploy again.

Options:
      --account FILE       the account file: the stacks of an account, and of no shop
      --file FILE          the storefront file (default: storefront.yaml, or the kit's example)
  -e, --environment NAME   the environment (default: the only one of the file)
      --dry-run            list what would be deleted, and delete nothing
  -h, --help               print this help

${roleHelp('stack discard')}
Credentials are found as by the AWS CLI: AWS_PROFILE, environment variables, single sign-on.

Exit codes: 0 done, 2 the command could not run
`;

/** `palisade stack discard`: deletes what first deployments that failed have left. */
export const discard = stackGroupCommand({
  command: 'palisade stack discard',
  help,
  run: async (group, isDryRun, output) => {
    const tell = (text: string) => output.out(`${text}\n`);
    const what = `the stacks of ${group.name}`;
    await translateAwsError(discardOf(group, isDryRun ? listed : discarded, tell), what);
  },
});

type Tell = (text: string) => void;
type Work = (clients: RegionClients, stack: FailedStack, tell: Tell) => Promise<void>;

async function discardOf(group: StackGroup, work: Work, tell: Tell): Promise<void> {
  // What is deployed last is undone first. All regions are looked at before any is changed.
  const regions = group.regions.toReversed().map(clientsOf);
  const found = [];
  for (const clients of regions) {
    for (const failed of await failedStacks(clients, group)) found.push({ clients, failed });
  }
  for (const { clients, failed } of found) await work(clients, failed, tell);
  if (found.length === 0) tell(`no first deployment of ${group.name} has failed, nothing is discarded`);
}

const discarded: Work = discardStack;

const listed: Work = async (_, { name, left }, tell) => {
  tell(`${name}: would be discarded`);
  for (const { type, physicalId } of left) tell(`${name}: would delete ${type} ${physicalId}`);
};
