import { onlyPositional, parseOptions } from '../options.ts';
import type { ExitCode, Output } from '../output.ts';
import { readBundle } from './read-bundle.ts';

const help = `Compare a folder of evidence with its manifest

Usage: palisade evidence verify FOLDER

It tells every file that was changed, that is missing, or that no manifest lists, each template that is not the one that was judged, and the
SHA-256 of the manifest itself: whoever hands the folder over tells it by another way. To judge the templates again, run
palisade check FOLDER/templates with the version that manifest.json names.

Exit codes: 0 every file is as listed, 1 one is not, 2 the folder could not be read
`;

/** `palisade evidence verify`: whether a bundle is still what it was. */
export function verifyEvidence(args: readonly string[], output: Output): ExitCode {
  const { values, positionals } = parseOptions(args, {
    help: { type: 'boolean', short: 'h', default: false },
  });
  if (values.help) {
    output.out(help);
    return 0;
  }
  const folder = onlyPositional(positionals, 'folder of evidence');
  const { said, sha256, differences } = readBundle(folder);
  for (const { path, is } of differences) output.out(`${path}: ${is}\n`);
  const count = said.files.length;
  const judged = said.templates.filter(({ file }) => file !== undefined).length;
  output.out(
    differences.length === 0
      ? `${count} files are as the manifest lists them, ${said.isRedacted ? 'redacted: the templates are named and left out' : `${judged} of ${said.templates.length} templates are those that were judged`}; the SHA-256 of the manifest is ${sha256}\n`
      : `${differences.length} of ${count} listed files or others differ from the manifest\n`,
  );
  return differences.length === 0 ? 0 : 1;
}
