import { createRequire } from 'node:module';
import { join } from 'node:path';
import { offlineInPlace } from '../../lib/cli/offline-in-place.ts';
import { type AwsCommands, type ShopCommands, UsageError } from '../../lib/cli/output.ts';
import { runCommand } from '../../lib/cli/run-command.ts';
import { version } from '../../lib/version.ts';

/** The package that brings the commands for a shop and for AWS. This one then holds no client of any network. */
const shopPackage = 'palisade-kit-cdk';

/** Runs the command of the installed package; its exit code becomes that of the process. */
export function runPackagedCommand(): Promise<void> {
  return runCommand({
    withOffline: offlineInPlace,
    withAws: async () => {
      const what = 'works on AWS, and its part for AWS';
      return loadPart<{ readonly awsCommands: AwsCommands }>('palisade-aws.cjs', what).awsCommands;
    },
    withShop: async () => {
      const what = 'works on a shop, and its part for shops';
      return loadPart<{ readonly shopCommands: ShopCommands }>('palisade-shop.cjs', what).shopCommands;
    },
  });
}

/** A program of the other package; `what` of this command it is, for the sentence that names the package. */
function loadPart<Part>(file: string, what: string): Part {
  const folders = [__dirname, process.cwd()];
  const manifest = find(`${shopPackage}/package.json`, folders);
  const install = `run npm install --save-dev --save-exact ${shopPackage}@${version}`;
  if (manifest === undefined) {
    throw new UsageError(
      `this command ${what} is in the package ${shopPackage}, which is not installed: ${install}`,
    );
  }
  const load = createRequire(manifest);
  const found: { readonly version: string } = load(manifest);
  if (found.version !== version) {
    throw new UsageError(`found ${shopPackage} ${found.version} beside palisade-kit ${version}, ${install}`);
  }
  return load(join(manifest, '..', file));
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
