import { join, resolve } from 'node:path';
import { loadConfig } from '../../config/load.ts';
import { listed } from '../../config/mistake.ts';
import type { Answers } from '../../init/answers.ts';
import { pathsOfEveryShop, shopFiles } from '../../init/shop-files.ts';
import { takenPaths, writeFiles } from '../../init/write-files.ts';
import { onlyPositional, parseOptions } from '../options.ts';
import { type ExitCode, type Output, UsageError } from '../output.ts';
import { askAll } from './ask-all.ts';
import { nextSteps, packagesIn } from './next-steps.ts';
import { questions, type Said, type Topic, topics } from './questions.ts';

const help = `Write a new shop into an empty folder: its file, its pages, an app of the CDK

Usage: palisade init [FOLDER] [options]

FOLDER is made where it is missing (default: the working directory). Nothing that is there is overwritten: where a file or folder of the
new shop is there already, nothing is written. Only package.json may be, since npm writes it when it installs this command; it stays as it is.

On a terminal each topic is asked for that no option names. Lists have commas: --gateway stripe,paypal.

Options:
${topics.map((topic) => `      ${`--${topic} VALUE`.padEnd(27)}${questions[topic]}`).join('\n')}
  -y, --yes                      ask nothing: what no option names is as usual
  -h, --help                     print this help

Examples:
  palisade init
  palisade init acme --yes --domain shop.acme.example --gateway stripe:fields,paypal --currency EUR,NOK --language en,nb
`;

const options = {
  ...(Object.fromEntries(topics.map((topic) => [topic, { type: 'string' }])) as Record<
    Topic,
    { readonly type: 'string' }
  >),
  yes: { type: 'boolean', short: 'y', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** `palisade init`: asks what a shop is and writes it into a folder, whole or not at all. */
export async function init(args: readonly string[], output: Output): Promise<ExitCode> {
  const { values, positionals } = parseOptions(args, options);
  if (values.help) {
    output.out(help);
    return 0;
  }
  const folder = resolve(onlyPositional(positionals, 'folder', '.'));
  refuseTaken(folder, pathsOfEveryShop);
  const installed = packagesIn(join(folder, manifest));
  const answers = await answersFor(values, folder, output);
  const files = Object.entries(shopFiles(answers)).filter(([path]) => path !== manifest || !installed);
  const paths = files.map(([path]) => path);
  refuseTaken(folder, paths);
  writeFiles(folder, Object.fromEntries(files), (draft) => void loadConfig(join(draft, 'storefront.yaml')));
  output.out(`wrote ${paths.length} files into ${folder}\n\n${nextSteps(answers, { folder, installed })}`);
  return 0;
}

/** What npm writes when it installs this command. */
const manifest = 'package.json';

function refuseTaken(folder: string, paths: readonly string[]): void {
  const taken = takenPaths(folder, paths).filter((path) => path !== manifest);
  if (taken.length === 0) return;
  throw new UsageError(
    `${folder}: found ${listed(taken, 'and')}, name an empty folder; nothing is overwritten, and nothing was written`,
  );
}

type Values = Said & { readonly yes: boolean };

async function answersFor({ yes, ...values }: Values, folder: string, output: Output): Promise<Answers> {
  const said: Said = Object.fromEntries(
    topics.flatMap((topic) => (values[topic] === undefined ? [] : [[topic, values[topic]]])),
  );
  if (yes) return askAll({ said, folder }, output);
  const dialog = output.openDialog?.();
  if (!dialog) {
    throw new UsageError(
      'found no terminal to ask on, add --yes to take what is usual for each topic that no option names',
    );
  }
  try {
    return await askAll({ said, folder, dialog }, output);
  } finally {
    dialog.close();
  }
}
