/**
 * Runs the policy over CloudFormation templates that this project did not write: `npm run corpus -- FOLDER… [--rows FILE]`.
 * Prints the causes, the lines of the report and the time per file as median, 90th percentile and greatest, and
 * writes one row per file on request (docs/foreign-templates.md). Files of the same content count once.
 * Fails when the command crashes, when a file takes longer than LONGEST_SECONDS, when the median file shows more than
 * MEDIAN_LINES lines, or when a pass names no resource or no property.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const LONGEST_SECONDS = 60;
const MEDIAN_LINES = 8;
const PROFILE = 'baseline';
const command = fileURLToPath(new URL('../dist/palisade.cjs', import.meta.url));
const { values, positionals: folders } = parseArgs({
  allowPositionals: true,
  options: { rows: { type: 'string' } },
});
if (folders.length === 0) {
  console.error('corpus: found no folder, name the folders that hold templates');
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'palisade-corpus-'));
const textReport = join(folder, 'report.txt');
process.on('exit', () => rmSync(folder, { recursive: true }));

const problems = [];
const rows = withoutCopies(folders.flatMap(filesBelow)).map(measured);
const judged = rows.filter(({ lines }) => lines !== undefined);
if (values.rows) writeFileSync(values.rows, `${JSON.stringify(rows, null, 1)}\n`);
if (judged.length > 0) summarize();
else problems.push('no template was judged');
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;

function summarize() {
  console.log(
    `Profile ${PROFILE}: ${rows.length} files, ${judged.length} judged, ${rows.length - judged.length} refused or crashed`,
  );
  for (const figure of ['causes', 'lines', 'seconds']) {
    const sorted = judged.map((row) => row[figure]).sort((a, b) => a - b);
    const at = (share) => sorted[Math.ceil(sorted.length * share) - 1];
    console.log(
      `${figure} per judged file: median ${at(0.5)}, 90th percentile ${at(0.9)}, greatest ${at(1)}`,
    );
    if (figure === 'lines' && at(0.5) > MEDIAN_LINES)
      problems.push(`the median file shows ${at(0.5)} lines, more than ${MEDIAN_LINES}`);
  }
  console.log(`${problems.length} problems`);
}

/** A file's row: blocking causes, lines of the report in text that are not empty, and seconds of the run. */
function measured(path) {
  const began = performance.now();
  const run = checked(path);
  const seconds = Number(((performance.now() - began) / 1000).toFixed(2));
  if (seconds > LONGEST_SECONDS)
    problems.push(`${path}: took ${seconds} s, longer than ${LONGEST_SECONDS} s`);
  const row = { path, profile: PROFILE, seconds };
  if (isSentence(run)) return { ...row, refused: run.stderr.trim() };
  const report = parsed(run.stdout);
  if (!report) {
    problems.push(`${path}: crashed\n${run.stderr}`);
    return { ...row, crashed: true };
  }
  requireNamedPasses(path, report.findings);
  const causes = report.causes.filter(({ status }) => status === 'fail' || status === 'unknown');
  const lines = readFileSync(textReport, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '').length;
  return { ...row, causes: causes.length, lines, rules: causes.map(({ rule }) => rule) };
}

function requireNamedPasses(path, findings) {
  const empty = findings.filter(
    ({ status, logicalId, path: property }) => status === 'pass' && (logicalId === '' || property === ''),
  );
  problems.push(...empty.map(({ rule }) => `${path}: ${rule} passes without a resource or a property`));
}

function checked(path) {
  const formats = ['--format', 'json', '--format', `text=${textReport}`];
  return spawnSync(process.execPath, [command, 'check', path, '--profile', PROFILE, ...formats], {
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
}

function isSentence({ status, stderr }) {
  return status === 2 && stderr.startsWith('palisade: ') && !stderr.trimEnd().includes('\n');
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function withoutCopies(paths) {
  const seen = new Set();
  return paths.filter((path) => {
    const hash = createHash('sha256').update(readFileSync(path)).digest('hex');
    return !seen.has(hash) && seen.add(hash);
  });
}

function filesBelow(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)))
    .filter((file) => /\.(json|ya?ml|template)$/.test(file));
}
