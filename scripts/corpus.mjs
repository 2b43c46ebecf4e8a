/**
 * Runs the policy over CloudFormation templates that this project did not write: `npm run corpus -- FOLDER…`.
 * Fails when the command crashes, or when a pass names no resource or no property.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('../dist/palisade.cjs', import.meta.url));
const folders = process.argv.slice(2);
if (folders.length === 0) {
  console.error('corpus: found no folder, name the folders that hold templates');
  process.exit(2);
}

const sums = { judged: 0, refused: 0, passes: 0, findings: 0 };
const problems = [];
for (const path of folders.flatMap(filesBelow)) judge(path);

for (const problem of problems) console.error(problem);
console.log(
  `${sums.judged} templates judged, ${sums.refused} files refused with a sentence, ${sums.findings} findings, ` +
    `${sums.passes} passes, ${problems.length} problems`,
);
process.exitCode = problems.length === 0 && sums.judged > 0 ? 0 : 1;

function judge(path) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [command, 'check', path, '--format', 'json'],
    {
      encoding: 'utf8',
      maxBuffer: 1e9,
    },
  );
  if (status === 2 && stderr.startsWith('palisade: ') && !stderr.trimEnd().includes('\n')) {
    sums.refused += 1;
    return;
  }
  const report = parsed(stdout);
  if (!report) {
    problems.push(`${path}: crashed\n${stderr}`);
    return;
  }
  sums.judged += 1;
  sums.findings += report.findings.length;
  const passes = report.findings.filter(({ status: word }) => word === 'pass');
  sums.passes += passes.length;
  const empty = passes.filter(({ logicalId, path: property }) => logicalId === '' || property === '');
  problems.push(...empty.map(({ rule }) => `${path}: ${rule} passes without a resource or a property`));
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function filesBelow(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)))
    .filter((file) => /\.(json|ya?ml|template)$/.test(file));
}
