import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LambdaClient, UpdateFunctionCodeCommand } from '@aws-sdk/client-lambda';
import { build, type Plugin } from 'esbuild';
import { strToU8, zipSync } from 'fflate';
import { packagePath } from '../../../lib/package-root.ts';
import type { Preview } from '../../../lib/preview/preview.ts';

/** A place in the source of a function, which stands there once, and what stands there instead. */
export interface Edit {
  readonly file: string;
  readonly code: string;
  readonly instead: string;
}

/** A function of a previewed shop, with a client that may do everything with it. */
export function deployedFunction({ emulator, resources }: Preview, name: string) {
  const found = resources.find(
    ({ type, physicalId }) => type === 'AWS::Lambda::Function' && physicalId.endsWith(`-${name}`),
  );
  if (!found) throw new Error(`the shop has no function ${name}`);
  const client = new LambdaClient({
    region: found.region,
    endpoint: emulator.endpoint,
    credentials: { accessKeyId: found.account, secretAccessKey: 'test' },
  });
  return { client, FunctionName: found.physicalId, Code: found.properties['Code'] as object };
}

/** Deploys a function from a source with other code in some places; gives what deploys it again as it was. */
export async function withEdits(
  preview: Preview,
  name: string,
  edits: readonly Edit[],
): Promise<() => Promise<void>> {
  const { client, FunctionName, Code } = deployedFunction(preview, name);
  const ZipFile = zipSync({ 'index.mjs': await built(name, edits) });
  await client.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile }));
  return async () => {
    await client.send(new UpdateFunctionCodeCommand({ FunctionName, ...Code }));
  };
}

/** The code of a function with places of its source changed. */
async function built(name: string, edits: readonly Edit[]): Promise<Uint8Array> {
  const { outputFiles } = await build({
    absWorkingDir: packagePath(),
    entryPoints: [`lambda/${name}/handler.ts`],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    mainFields: ['module', 'main'],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    plugins: [editing(edits)],
  });
  return strToU8(outputFiles[0]?.text ?? '');
}

function editing(edits: readonly Edit[]): Plugin {
  const root = packagePath();
  return {
    name: 'edits',
    setup: ({ onLoad }) => {
      onLoad({ filter: /lambda\/.*\.ts$/ }, ({ path }) => {
        const own = edits.filter(({ file }) => join(root, file) === path);
        if (own.length === 0) return undefined;
        return { loader: 'ts', contents: own.reduce(edited, readFileSync(path, 'utf8')) };
      });
    },
  };
}

function edited(source: string, { file, code, instead }: Edit): string {
  const parts = source.split(code);
  if (parts.length !== 2) throw new Error(`${file} holds ${parts.length - 1} times: ${code}`);
  return parts.join(instead);
}
