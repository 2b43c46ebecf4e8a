import { loadAccount } from '../../config/account/account-config.ts';
import { accountScope, accountStackName } from '../../contract/account-names.ts';
import { type Choices, dryRunCommand } from '../dry-run-command.ts';
import { type Output, UsageError } from '../output.ts';
import { regionsOf, shopEnvironment } from '../shop-environment.ts';

/** The stacks that a command works with: those of an environment of a shop, or those of an account. */
export interface StackGroup {
  /** What their names begin with, such as `boutique-prod`. */
  readonly name: string;
  /** In the order of their deployment. */
  readonly regions: readonly string[];
  /** Whether a stack is one of them: another group's name may begin alike. */
  readonly includes: (stackName: string) => boolean;
}

export interface StackGroupCommand {
  /** As a person types it, such as `palisade stack discard`. */
  readonly command: string;
  readonly help: string;
  /** Does the work, or with `isDryRun` tells what it would do. */
  readonly run: (group: StackGroup, isDryRun: boolean, output: Output) => Promise<void>;
}

/** The function behind a command that changes stacks of a shop or of an account. */
export function stackGroupCommand(command: StackGroupCommand) {
  return dryRunCommand({
    ...command,
    options: { account: {}, file: {}, environment: { short: 'e' } },
    subjectOf: stackGroupOf,
  });
}

/** Reads which stacks a person means. Throws a `ConfigError` or a `UsageError`. */
export function stackGroupOf(
  { account, ...choice }: Choices<'account' | 'file' | 'environment'>,
  output: Pick<Output, 'err'>,
): StackGroup {
  if (account === undefined) return groupOfShop(choice, output);
  const ofShop = (['file', 'environment'] as const).filter((name) => choice[name] !== undefined);
  if (ofShop.length === 0) return groupOfAccount(account);
  throw new UsageError(`--account: found --${ofShop.join(' and --')} beside it, write one or the other`);
}

function groupOfShop(choice: Choices<'file' | 'environment'>, output: Pick<Output, 'err'>): StackGroup {
  const chosen = shopEnvironment(choice, output);
  const { shop, name: environment } = chosen;
  const name = `${shop}-${environment}`;
  // What follows is the stack's role, one word: a hyphen makes it the stack of another environment.
  const form = new RegExp(`^${name}-[^-]+$`);
  return {
    name,
    regions: regionsOf(chosen),
    includes: (stackName) => form.test(stackName),
  };
}

function groupOfAccount(path: string): StackGroup {
  const { regions } = loadAccount(path);
  const names = regions.map(accountStackName);
  return {
    name: `${accountScope.shop}-${accountScope.name}`,
    regions,
    includes: (stackName) => names.includes(stackName),
  };
}
