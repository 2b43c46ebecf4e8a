import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { type Answers, placeholderAccounts } from '../../init/answers.ts';
import { gatewayConfigOf, placeholdersIn } from '../../init/gateway-choice.ts';
import { appDependencies, appDevDependencies } from '../../init/project-files.ts';
import { UsageError } from '../output.ts';

/** Where a shop was written. */
interface Place {
  readonly folder: string;
  /** What the package.json names that was there before; missing where there was none. */
  readonly installed: ReadonlySet<string> | undefined;
}

/** What a person does after a shop was written into a folder. */
export function nextSteps(answers: Answers, { folder, installed }: Place): string {
  const place = relative('.', folder);
  const replace = [...accountsToReplace(answers), ...settingsToReplace(answers)];
  return [
    'See it on this machine:',
    ...(place === '' ? [] : [`  cd ${place}`]),
    ...installs(installed).map((line) => `  ${line}`),
    '  npx --no-install palisade preview',
    '',
    'Judge it:',
    '  npx --no-install cdk synth --quiet',
    '  npx --no-install palisade check',
    '',
    'Deploy it, as node_modules/palisade-kit/docs/first-deployment.md says:',
    '  npx --no-install cdk deploy --all -c environment=staging',
    '',
    ...(replace.length === 0
      ? []
      : ['Replace in storefront.yaml before that:', ...replace.map((line) => `  ${line}`), '']),
  ].join('\n');
}

function accountsToReplace({ account, stagingAccount }: Answers): readonly string[] {
  return [
    ...(account === placeholderAccounts.account
      ? [`environments.prod.account: ${account} is a placeholder`]
      : []),
    ...(stagingAccount === placeholderAccounts.stagingAccount
      ? [`environments.staging.account: ${stagingAccount} is a placeholder`]
      : []),
  ];
}

function settingsToReplace({ gateways, currencies }: Answers): readonly string[] {
  return gateways
    .map((choice) => gatewayConfigOf(choice, 'live', currencies))
    .flatMap((config) => placeholdersIn(config, currencies))
    .map(({ gateway, setting, meaning }) => `${setting} of ${gateway}: ${meaning}`);
}

/** How the packages of the app are installed: by the new package.json, or beside what is in the one that was there. */
function installs(installed: Place['installed']): readonly string[] {
  if (!installed) return ['npm install'];
  const missing = (wanted: Readonly<Record<string, string>>) =>
    Object.entries(wanted).flatMap(([name, version]) => (installed.has(name) ? [] : [`${name}@${version}`]));
  const [app, tools] = [missing(appDependencies), missing(appDevDependencies)];
  return [
    ...(app.length > 0 ? [`npm install --save-exact ${app.join(' ')}`] : []),
    ...(tools.length > 0 ? [`npm install --save-dev --save-exact ${tools.join(' ')}`] : []),
  ];
}

/** The packages that a package.json names; nothing where there is none. Throws a `UsageError` where it cannot be read. */
export function packagesIn(path: string): ReadonlySet<string> | undefined {
  if (!existsSync(path)) return undefined;
  try {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(path, 'utf8'));
    return new Set(Object.keys({ ...dependencies, ...devDependencies }));
  } catch (cause) {
    throw new UsageError(`${path}: found no JSON, write the manifest of an npm package or remove it`, {
      cause,
    });
  }
}
