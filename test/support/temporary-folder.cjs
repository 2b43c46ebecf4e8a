/**
 * Gives a whole test run one temporary folder and removes it at the end: tests and the programs they start may then make
 * as many as they like. Jest calls the same module before and after the run.
 */
const { chmodSync, lstatSync, mkdtempSync, readdirSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

// Tests that run as another user need the way in, and room for folders of their own.
const openToAll = 0o1777;

module.exports = async () => {
  const { palisadeTemporaryFolder: folder } = globalThis;
  if (folder === undefined) {
    globalThis.palisadeTemporaryFolder = mkdtempSync(join(tmpdir(), 'palisade-tests-'));
    chmodSync(globalThis.palisadeTemporaryFolder, openToAll);
    process.env.TMPDIR = globalThis.palisadeTemporaryFolder;
  } else {
    openFolders(folder);
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Copies that nobody may write to would outlive the run of whoever is not root. */
function openFolders(folder) {
  chmodSync(folder, 0o700);
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (lstatSync(path).isDirectory()) openFolders(path);
  }
}
