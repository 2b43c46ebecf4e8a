import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { readInputs } from '../../cloudformation/input/read-input.ts';
import { Model } from '../../cloudformation/model/model.ts';
import { evidenceBucketNames, evidencePrefix } from '../../contract/account-names.ts';
import { resourceName } from '../../contract/names.ts';
import type { StorefrontContract } from '../../contract/schema.ts';
import { works } from '../../contract/works.ts';
import { hashOf, manifestFile } from '../../evidence/manifest/manifest.ts';
import { roleHelp } from '../command-works.ts';
import { type BundleInFolder, readBundle } from '../evidence/read-bundle.ts';
import { oneEnvironment } from '../one-environment.ts';
import { onlyPositional, parseOptions, required } from '../options.ts';
import { type ExitCode, type Output, UsageError } from '../output.ts';
import { translateAwsError } from '../translate-aws-error.ts';
import { tarOf } from './tar.ts';

const help = `Store a folder of evidence in the locked bucket of its account

Usage: palisade evidence store FOLDER --bucket NAME [options]

The folder becomes one object, SHOP-ENVIRONMENT/TIME-SHA256.tar.gz, where the SHA-256 is that of its manifest. Whatever lies there already is
never written over, and the lock of the bucket keeps each object for its time. A folder that differs from its manifest is refused, and so is
a redacted one.

Options:
      --bucket NAME        the bucket of the account that the environment is in: palisade-account-evidence-ACCOUNT-REGION
  -e, --environment NAME   the environment (default: the only one of the templates in the folder)
  -h, --help               print this help

${roleHelp('evidence store')} The role of a pipeline may, too (docs/delivery.md).
Credentials are found as by the AWS CLI: AWS_PROFILE, environment variables, single sign-on.

Exit codes: 0 the folder is stored, 2 it is not

Example:
  palisade evidence store evidence --bucket palisade-account-evidence-111111111111-eu-west-1
`;

/** `palisade evidence store`: puts a whole bundle where nobody deletes it before its time. */
export async function storeEvidence(args: readonly string[], output: Output): Promise<ExitCode> {
  const { values, positionals } = parseOptions(args, {
    bucket: { type: 'string' },
    environment: { type: 'string', short: 'e' },
    help: { type: 'boolean', short: 'h', default: false },
  });
  if (values.help) {
    output.out(help);
    return 0;
  }
  const folder = onlyPositional(positionals, 'folder of evidence');
  const bundle = readBundle(folder);
  refuseUnlessWhole(folder, bundle);
  const templates = join(folder, 'templates');
  const contract = oneEnvironment(
    new Model(readInputs([templates], []).sources),
    values.environment,
    templates,
  );
  const bucket = bucketOf(
    required(values.bucket, '--bucket', `${evidenceBucketNames(contract.account)}REGION`),
    contract,
  );
  const archive = archiveOf(folder, bundle);
  const key = keyOf(contract, bundle, output.now);
  const { shop, environment: name } = contract;
  await put({ ...bucket, key, archive }, resourceName({ shop, name }, works.deploy.role));
  output.out(
    `stored: s3://${bucket.name}/${key}, ${bundle.files.size + 1} files; the SHA-256 of the manifest is ${bundle.sha256}\n`,
  );
  return 0;
}

function refuseUnlessWhole(folder: string, { said, differences }: BundleInFolder): void {
  const [first] = differences;
  if (first) {
    throw new UsageError(
      `${folder}: found ${first.path}, which is ${first.is}, write the evidence anew: palisade evidence verify ${folder} tells what else differs`,
    );
  }
  if (said.isRedacted) {
    throw new UsageError(
      `${folder}: found redacted evidence, store the folder that was written without --redact`,
    );
  }
}

interface Bucket {
  readonly name: string;
  readonly region: string;
  readonly account: string;
}

function bucketOf(name: string, contract: StorefrontContract): Bucket {
  const names = evidenceBucketNames(contract.account);
  const region = name.startsWith(names) ? name.slice(names.length) : '';
  if (/^[a-z]{2,3}(?:-[a-z]+)+-\d$/.test(region)) return { name, region, account: contract.account };
  throw new UsageError(
    `--bucket: found ${name}, write ${names}REGION, where REGION is the home region of the account`,
  );
}

/** The time makes it another key each time; the hash tells which folder it is. */
function keyOf({ shop, environment }: StorefrontContract, { sha256 }: BundleInFolder, now: Date): string {
  const time = now.toISOString().replace(/[-:]|\.\d+/g, '');
  return `${evidencePrefix({ shop, name: environment })}${time}-${sha256}.tar.gz`;
}

function archiveOf(folder: string, { files, text }: BundleInFolder): Buffer {
  const sorted = [...files].toSorted(([one], [other]) => (one < other ? -1 : 1));
  try {
    return gzipSync(tarOf([[manifestFile, Buffer.from(text)], ...sorted]));
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new UsageError(
      `${folder}: found ${cause.message}, a path that no archive holds, give the file a shorter name and write the evidence anew`,
      { cause },
    );
  }
}

interface Stored extends Bucket {
  readonly key: string;
  readonly archive: Buffer;
}

async function put({ name, region, account, key, archive }: Stored, role: string): Promise<void> {
  const object = new PutObjectCommand({
    Bucket: name,
    Key: key,
    Body: archive,
    ContentType: 'application/gzip',
    ChecksumSHA256: Buffer.from(hashOf(archive), 'hex').toString('base64'),
    // A bucket of the same name in another account is not the one that is locked.
    ExpectedBucketOwner: account,
    IfNoneMatch: '*',
  });
  const sentences: Readonly<Record<string, string>> = {
    PreconditionFailed: `${key}: found an object there, which is never written over, run the command again`,
    NoSuchBucket: `--bucket: AWS does not find ${name}, deploy the stacks of the account first`,
    AccessDenied: `AWS does not allow it with these credentials, use the role ${role} or that of the pipeline, and the bucket of account ${account}`,
  };
  const sent = new S3Client({ region }).send(object).catch((cause: Error) => {
    const sentence = sentences[cause.name];
    throw sentence === undefined ? cause : new UsageError(sentence, { cause });
  });
  await translateAwsError(sent, `the bucket ${name}`);
}
