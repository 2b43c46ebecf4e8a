import { nearest } from '../nearest.ts';
import { rulesetVersion } from '../policy/ruleset/ruleset.ts';
import { version } from '../version.ts';
import { check } from './check.ts';
import { explain } from './explain.ts';
import { type Code, type Output, UsageError } from './output.ts';
import { reportErrors } from './report-errors.ts';
import { listRules } from './rules.ts';

const help = `Palisade judges the CloudFormation templates of an online store

Usage: palisade COMMAND [options]

Commands:
  init            write a new shop into an empty folder: its file, its pages, an app of the CDK
  preview         deploy the shop to this machine, and open it in a browser
  attack          attack a shop that palisade preview has opened
  check [PATH]    judge a cdk.out folder, a folder of templates or one template
  diff OLD NEW    compare two sets of templates, and say what protects less than before
  explain RULE    say what a rule asks, why, and how to satisfy it
  rules           list every rule
  evidence [PATH] write a folder that an assessor works with, offline
  cost [PATH]     estimate what the templates cost a month, line by line
  who [PATH]      say who can read the secrets and do which work, and by which policies
  deploy-policy   write the execution policy of the CDK's bootstrap for the templates
  gateway         list payment gateways, judge a captured callback or a file of them
  order           list orders, decide about those that wait, replay what a gateway delivered
  catalogue       release products and prices, and go back to earlier ones
  access          say from which addresses a shop can be seen to which shoppers do not come
  secret          stage a gateway's keys in AWS, and see which versions are in use
  callback        send payment events again that the shop's functions could not process
  dns             tell the DS record that the parent zone of a signed zone has to hold
  stack           delete what a first deployment that failed has left, to try it again
  verify --live   look whether AWS has what the templates say, and change nothing

Options:
  -h, --help      print this help, or a command's
  -v, --version   print the versions of the kit and of its ruleset

Exit codes: 0 no blocking finding, 1 a blocking finding: failed or unknown, 2 the command could not run
`;

type Command = (args: readonly string[], output: Output) => Code;

/** What `check` needs nothing of is loaded when somebody asks for it: a check of one template would load for a third of its time. */
const commands: Readonly<Record<string, Command>> = {
  init: async (args, output) => (await output.withShop()).init(args, output),
  preview: async (args, output) => (await output.withShop()).preview(args, output),
  attack: async (args, output) => (await output.withShop()).attack(args, output),
  check,
  diff: (args, output) => output.withOffline().diff(args, output),
  explain,
  rules: listRules,
  evidence: (args, output) => output.withOffline().evidence(args, output),
  cost: (args, output) => output.withOffline().cost(args, output),
  who: (args, output) => output.withOffline().who(args, output),
  'deploy-policy': (args, output) => output.withOffline()['deploy-policy'](args, output),
  gateway: (args, output) => output.withOffline().gateway(args, output),
  order: (args, output) => output.withOffline().order(args, output),
  access: async (args, output) => (await output.withAws()).access(args, output),
  secret: async (args, output) => (await output.withAws()).secret(args, output),
  catalogue: async (args, output) => (await output.withAws()).catalogue(args, output),
  callback: async (args, output) => (await output.withAws()).callback(args, output),
  dns: async (args, output) => (await output.withAws()).dns(args, output),
  stack: async (args, output) => (await output.withAws()).stack(args, output),
  verify: async (args, output) => (await output.withAws()).verify(args, output),
};

/** What newcomers look for here, because the shop is deployed by it. */
const commandsOfCdk = new Set(['bootstrap', 'deploy', 'destroy', 'synth']);

/** Runs the command that the arguments name. */
export function main(argv: readonly string[], output: Output): Code {
  return reportErrors(() => run(argv, output), output);
}

function run([name, ...args]: readonly string[], output: Output): Code {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    output.out(help);
    return name === undefined ? 2 : 0;
  }
  if (name === '--version' || name === '-v') {
    output.out(`${version}\nruleset ${rulesetVersion}\n`);
    return 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command) return command(args, output);
  if (commandsOfCdk.has(name)) {
    throw new UsageError(
      `found no command ${name}, the CDK has it: run npx --no-install cdk ${name} in an app that takes its stacks from palisade-kit-cdk`,
    );
  }
  const meant = nearest(name, Object.keys(commands));
  throw new UsageError(
    meant
      ? `found no command ${name}, did you mean ${meant}?`
      : `found no command ${name}, run palisade --help`,
  );
}
