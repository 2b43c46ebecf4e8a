/**
 * Sends to the Node.js program of jsii what its runtime for .NET sends for a small app: `node requests.mjs FOLDER`. The folder holds
 * `program/bin/jsii-runtime.js` and the packages below as `npm pack` names them.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const [folder = '.'] = process.argv.slice(2);
const packages = [
  ['constructs', '10.8.1'],
  ['@aws-cdk/asset-awscli-v1', '2.2.292'],
  ['@aws-cdk/asset-node-proxy-agent-v6', '2.1.3'],
  ['@aws-cdk/cloud-assembly-schema', '55.3.0'],
  ['aws-cdk-lib', '2.276.0'],
];

const program = join(folder, 'program', 'bin', 'jsii-runtime.js');
const host = spawn(process.execPath, ['--max-old-space-size=4096', program], {
  stdio: ['pipe', 'pipe', 'inherit'],
  env: { ...process.env, JSII_AGENT: 'DotNet/8.0.11/.NETCoreApp,Version=v6.0/1.140.0.0' },
});
const answers = createInterface({ input: host.stdout })[Symbol.asyncIterator]();
await answers.next();

for (const [name, version] of packages) {
  const file = `${name.replace('@', '').replace('/', '-')}-${version}.tgz`;
  await send({ api: 'load', name, version, tarball: join(folder, file) });
}

const env = struct('Environment', { account: '111111111111', region: 'eu-west-1' });
const app = await create('App');
await makeFiles(app);
await makeFiles(await create('Stage', app, 'Shop', struct('StageProps', { env })));
await send({ api: 'invoke', objref: app, method: 'synth', args: [] });
host.stdin.end('{"exit":0}\n');

/** A bucket that is open, and one that is closed in a nested stack. */
async function makeFiles(scope) {
  const stack = await create('Stack', scope, 'Files', struct('StackProps', { env }));
  await create('aws_s3.Bucket', stack, 'Open');
  const inner = await create('NestedStack', stack, 'Inner');
  const all = await send({ api: 'sget', fqn: 'aws-cdk-lib.aws_s3.BlockPublicAccess', property: 'BLOCK_ALL' });
  const closed = struct('aws_s3.BucketProps', { blockPublicAccess: reference(all.value) });
  await create('aws_s3.Bucket', inner, 'Closed', closed);
}

async function create(type, ...args) {
  return reference(
    await send({ api: 'create', fqn: `aws-cdk-lib.${type}`, args, overrides: [], interfaces: [] }),
  );
}

function struct(type, data) {
  return { '$jsii.struct': { fqn: `aws-cdk-lib.${type}`, data } };
}

function reference({ '$jsii.byref': id }) {
  return { '$jsii.byref': id };
}

async function send(request) {
  host.stdin.write(`${JSON.stringify(request)}\n`);
  const { ok, error } = JSON.parse((await answers.next()).value);
  if (error) throw new Error(error);
  return ok;
}
