import '../lib/cli/guard-process.ts';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createApp, emptyApp } from '../lib/app.ts';
import { readAppContext } from '../lib/app-context.ts';
import { openDraft } from '../lib/assembly-draft.ts';
import type { ExitCode } from '../lib/cli/output.ts';
import { reportErrors } from '../lib/cli/report-errors.ts';
import { loadConfig } from '../lib/config/load.ts';
import { storefrontFile } from '../lib/config/storefront-file.ts';

const err = (text: string) => process.stderr.write(text);

const outdir = process.env['CDK_OUTDIR'] ?? 'cdk.out';
const validationReport = 'validation-report.json';

/** Synthesizes the shop into the output folder, or leaves that folder as it was. */
function synthesize(): ExitCode {
  const draft = openDraft(outdir);
  try {
    // Otherwise the CDK would synthesize what there is when the process ends, a half shop included.
    const app = emptyApp({ outdir: draft.folder, autoSynth: false });
    const { file } = readAppContext(app.node.getAllContext());
    createApp(loadConfig(storefrontFile(file, process.cwd(), err)), { app }).synth();
    draft.publish();
    return 0;
  } catch (error) {
    if (!isRefusedByPolicy(error, draft.folder)) throw error;
    // The CDK has printed the findings. The assembly is whole, so that `palisade check` can say more about them.
    draft.publish();
    err(`palisade: the policy refuses the shop; the whole report is ${join(outdir, validationReport)}\n`);
    return 1;
  } finally {
    draft.discard();
  }
}

/** Whether synthesis came to its end and the policy refused the result. The CDK's own command reads that from the report. */
function isRefusedByPolicy(error: unknown, folder: string): boolean {
  const isRefusal = error instanceof Error && error.name === 'ValidationFailed';
  return isRefusal && existsSync(join(folder, validationReport));
}

process.exitCode = reportErrors(synthesize, { err });
