import { join } from 'node:path';
import { readInput } from '../../cloudformation/input/read-input.ts';
import { Model } from '../../cloudformation/model/model.ts';
import { type BundleFacts, factsOf, UnreadableFile } from '../../evidence/diff/bundle-facts.ts';
import { type EvidenceDiff, evidenceDiff, isWorse } from '../../evidence/diff/evidence-diff.ts';
import {
  evidenceDiffAsJson,
  evidenceDiffAsMarkdown,
  evidenceDiffAsText,
} from '../../evidence/diff/formats.ts';
import { coloured, plain } from '../../paint.ts';
import { type SignificantChange, significantBetween } from '../../policy/diff/significant.ts';
import { oneOf, parseOptions } from '../options.ts';
import { type ExitCode, type Output, UsageError, writeOutput } from '../output.ts';
import { readBundle } from './read-bundle.ts';

const formatNames = ['text', 'json', 'markdown'] as const;

const help = `Compare two folders of evidence, the older one first

Usage: palisade evidence diff OLD NEW [options]

Each folder has to be as its manifest says. Compared are what judged (program, rules, files that decided how strictly), the environments, the
rows of the matrix, findings that stop a deployment, how obligations and procedures stand, the rows of registers, and the templates: by their
SHA-256, and by what is a significant change in the sense of PCI DSS.

Options:
  -f, --format FORMAT   ${formatNames.join(', ')} (default: text)
  -o, --output FILE     write the result there
  -h, --help            print this help

Worse is: a row that passed and does not any longer, that fails and did not, that nobody knows and somebody lived with, or that is asked for
anew; a new finding; an obligation that stands worse, is new and not done, or has not followed a significant change; a page of procedures that
is gone, stands worse, or was altered and not reviewed since; an environment that is no longer there. Registers and templates are listed and
not weighed: what they do to the shop is what rules say.

Exit codes: 0 nothing got worse, 1 something did, 2 the folders could not be compared

Example:
  palisade evidence diff evidence-2025 evidence-2026 --format markdown
`;

const formats: Readonly<
  Record<(typeof formatNames)[number], (diff: EvidenceDiff, isColoured: boolean) => string>
> = {
  text: (diff, isColoured) => evidenceDiffAsText(diff, isColoured ? coloured : plain),
  json: evidenceDiffAsJson,
  markdown: evidenceDiffAsMarkdown,
};

/** `palisade evidence diff`: what came to be different between two bundles. */
export function diffEvidence(args: readonly string[], output: Output): ExitCode {
  const { values, positionals } = parseOptions(args, {
    format: { type: 'string', short: 'f', default: 'text' },
    output: { type: 'string', short: 'o' },
    help: { type: 'boolean', short: 'h', default: false },
  });
  if (values.help) {
    output.out(help);
    return 0;
  }
  const format = oneOf(values.format, formatNames, 'format');
  const [older, newer] = twoFolders(positionals);
  const [before, after] = [wholeBundle(older), wholeBundle(newer)];
  if (before.manifest.asOf > after.manifest.asOf) {
    throw new UsageError(
      `${older}: found evidence of ${before.manifest.asOf}, and of ${after.manifest.asOf} in ${newer}, name the older one first`,
    );
  }
  const diff = evidenceDiff(before, after, significantIn(older, newer, [before, after]));
  const text = formats[format](diff, output.isColoured && values.output === undefined);
  if (values.output === undefined) output.out(text);
  else writeOutput(values.output, text);
  return isWorse(diff) ? 1 : 0;
}

/** What changed significantly, by the templates that both folders hold. */
function significantIn(
  older: string,
  newer: string,
  bundles: readonly BundleFacts[],
): readonly SignificantChange[] {
  if (bundles.some(({ manifest: { templates } }) => templates.every(({ file }) => file === undefined)))
    return [];
  const [before, after] = [older, newer].map((folder) => new Model(readInput(join(folder, 'templates'))));
  return (before && after && significantBetween(before, after)) ?? [];
}

function twoFolders(positionals: readonly string[]): readonly [string, string] {
  const [older, newer, ...others] = positionals;
  if (older !== undefined && newer !== undefined && others.length === 0) return [older, newer];
  const found = positionals.length === 0 ? 'nothing' : positionals.join(' ');
  throw new UsageError(`found ${found}, write two folders: palisade evidence diff OLD NEW`);
}

/** A bundle that is not whole says nothing that could be compared. */
function wholeBundle(folder: string): BundleFacts {
  const { said, files, differences } = readBundle(folder);
  const [first] = differences;
  if (first) {
    throw new UsageError(
      `${folder}: ${first.path} is ${first.is}, name a folder that palisade evidence verify finds whole`,
    );
  }
  if (said.isRedacted) {
    throw new UsageError(
      `${folder}: is redacted, and its tokens are its own, name the folder before it was redacted`,
    );
  }
  try {
    return factsOf(said, files);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    throw new UsageError(
      `${folder}/${error.path}: is not as this version of palisade writes it, write both folders with one version`,
      { cause: error },
    );
  }
}
