import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type AwsCommands, UsageError } from '../../lib/cli/output.ts';
import { runCommand } from '../../lib/cli/run-command.ts';
import { version } from '../../lib/version.ts';

/** The package that brings the commands for a shop on AWS. This one then holds no client of any network. */
const awsPackage = 'palisade-kit-cdk';

/** Runs the command of the installed package; its exit code becomes that of the process. */
export function runPackagedCommand(): Promise<void> {
  return runCommand(loadAwsCommands);
}

async function loadAwsCommands(): Promise<AwsCommands> {
  const folders = [__dirname, process.cwd()];
  const manifest = find(`${awsPackage}/package.json`, folders);
  const install = `run npm install --save-dev --save-exact ${awsPackage}@${version}`;
  if (manifest === undefined) {
    throw new UsageError(
      `this command works on AWS, and its part for AWS is in the package ${awsPackage}, which is not installed: ${install}`,
    );
  }
  const load = createRequire(manifest);
  const found: { readonly version: string } = load(manifest);
  if (found.version !== version) {
    throw new UsageError(`found ${awsPackage} ${found.version} beside palisade-kit ${version}, ${install}`);
  }
  const part: { readonly awsCommands: AwsCommands } = load(join(manifest, '..', 'palisade-aws.cjs'));
  return part.awsCommands;
}

/** The path of a file of a package that is installed for one of the folders. */
function find(file: string, folders: readonly string[]): string | undefined {
  try {
    return require.resolve(file, { paths: [...folders] });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}
