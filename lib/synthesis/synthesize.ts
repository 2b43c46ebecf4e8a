import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createAccountApp, createApp, emptyApp } from '../app.ts';
import { loadAccount } from '../config/account/account-config.ts';
import { storefrontFile } from '../config/storefront-file.ts';
import { loadShop } from '../shop.ts';
import { readAppContext } from './app-context.ts';
import { openDraft } from './assembly-draft.ts';

const validationReport = 'validation-report.json';

/**
 * Synthesizes the shop or the account into the output folder, or leaves that folder as it was. Gives 1 where the policy refuses a template.
 * Throws a `ConfigError` for a person's mistake. `tell` is given lines for that person.
 */
export function synthesize(outdir: string, tell: (line: string) => void): 0 | 1 {
  const draft = openDraft(outdir);
  try {
    // Otherwise the CDK would synthesize what there is when the process ends, a half shop included.
    const app = emptyApp({ outdir: draft.folder, autoSynth: false });
    const { account, file } = readAppContext(app.node.getAllContext());
    if (account !== undefined) createAccountApp(loadAccount(account), { app }).synth();
    else createApp(loadShop(storefrontFile(file, process.cwd(), tell)), { app }).synth();
    draft.publish();
    return 0;
  } catch (error) {
    if (!isRefusedByPolicy(error, draft.folder)) throw error;
    // The CDK has printed the findings. The assembly is whole, so that `palisade check` can say more about them.
    draft.publish();
    tell(`palisade: the policy refuses a template; the whole report is ${join(outdir, validationReport)}\n`);
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
