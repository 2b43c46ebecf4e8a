import { roleHelp } from '../command-works.ts';
import { translateAwsError } from '../translate-aws-error.ts';
import { adoptStack } from './adopt-stack.ts';
import { type DestroyedStack, destroyedStacks } from './destroyed-stacks.ts';
import { clientsOf, type RegionClients } from './region-clients.ts';
import { type StackGroup, stackGroupCommand } from './stack-group.ts';

const help = `Take over what destroyed stacks have kept, so that they can be deployed again

Usage: palisade stack adopt [options]

cdk destroy keeps what holds data, with its keys, and the next deployment finds the names taken. For each destroyed stack of
an environment or account this makes a stack of the same name that has what was kept, as it is, and nothing else. Then run
cdk deploy. It knows stacks for 90 days after they were destroyed.

Options:
      --account FILE       the account file: the stacks of an account, and of no shop
      --file FILE          the storefront file (default: storefront.yaml, or the kit's example)
  -e, --environment NAME   the environment (default: the only one of the file)
      --dry-run            list what would be taken over, and change nothing
  -h, --help               print this help

${roleHelp('stack adopt')}
Credentials are found as by the AWS CLI: AWS_PROFILE, environment variables, single sign-on.

Exit codes: 0 done, 2 the command could not run
`;

/** `palisade stack adopt`: makes stacks of what destroyed ones have kept. */
export const adopt = stackGroupCommand({
  command: 'palisade stack adopt',
  help,
  run: async (group, isDryRun, output) => {
    const tell = (text: string) => output.out(`${text}\n`);
    const what = `the stacks of ${group.name}`;
    await translateAwsError(adoptionOf(group, isDryRun ? listed : adoptStack, tell), what);
  },
});

type Tell = (text: string) => void;
type Work = (clients: RegionClients, stack: DestroyedStack, tell: Tell) => Promise<void>;

async function adoptionOf(group: StackGroup, work: Work, tell: Tell): Promise<void> {
  // All regions are looked at before any is changed.
  const regions = group.regions.map(clientsOf);
  const found = [];
  for (const clients of regions) {
    for (const stack of await destroyedStacks(clients, group)) found.push({ clients, stack });
  }
  for (const { clients, stack } of found) await work(clients, stack, tell);
  if (found.length === 0) tell(`no destroyed stack of ${group.name} has kept anything, nothing is adopted`);
}

const listed: Work = async (_, { name, kept }, tell) => {
  for (const { type, physicalId } of kept) tell(`${name}: would adopt ${type} ${physicalId}`);
};
