// The licences of what others wrote and a package of ours contains.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../bundles.mjs';
import { packageFolder } from '../sbom.mjs';

/** Licences that let a package under Apache-2.0 contain the work, as npm's packages name them. */
const allowed = new Set(['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT']);

/**
 * The text that tells of the packages of npm among the files that a package of ours is made of, each with its licence. Throws for
 * a licence that is none of the allowed.
 */
export function licencesIn(name, files) {
  const folders = new Set(files.flatMap((file) => packageFolder(file) ?? []));
  const byText = new Map();
  for (const folder of [...folders].sort()) {
    const text = licenceOf(folder);
    byText.set(text, [...(byText.get(text) ?? []), titleOf(folder)]);
  }
  const entries = [...byText].map(([text, titles]) => `${titles.join('\n')}\n\n${text}\n`);
  return [`${name} contains software that others wrote. Their licences follow.\n`, ...entries].join(rule);
}

const rule = `\n${'-'.repeat(80)}\n\n`;

/** Name, version and licence as one line. */
function titleOf(folder) {
  const { name, version, license } = manifestOf(folder);
  if (allowed.has(license)) return `${name} ${version} (${license})`;
  throw new Error(
    `${name} ${version} has the licence ${license}, which is none of ${[...allowed].join(', ')}`,
  );
}

/** The texts that a package brings along. Apache-2.0 asks for a file NOTICE as well. */
function licenceOf(folder) {
  const names = readdirSync(join(root, folder)).filter((name) => /^(?:licen[cs]e|NOTICE)\b/i.test(name));
  const texts = names.sort().map((name) => readFileSync(join(root, folder, name), 'utf8').trim());
  if (texts.length > 0) return texts.join('\n\n');
  const { license, author } = manifestOf(folder);
  return `Licensed under ${license} by ${author?.name ?? author ?? 'its authors'}; the package brings no text of it.`;
}

function manifestOf(folder) {
  const path = join(root, folder, 'package.json');
  if (!existsSync(path)) throw new Error(`${path} is missing: run npm ci`);
  return JSON.parse(readFileSync(path, 'utf8'));
}
