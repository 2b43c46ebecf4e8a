// Makes sure that njs, the engine of CloudFront Functions, is there for the tests, and prints the command that runs it.

import { installNjs } from '../lib/preview/edge/functions/install-njs.ts';
import { PreviewError } from '../lib/preview/preview-error.ts';

try {
  const command = installNjs({ tell: (text) => process.stderr.write(text) });
  process.stdout.write(`${command}\n`);
} catch (error) {
  if (!(error instanceof PreviewError)) throw error;
  process.stderr.write(`palisade: ${error.message}\n`);
  process.exitCode = 2;
}
