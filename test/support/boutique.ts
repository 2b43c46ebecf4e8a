import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emptyApp } from '../../lib/app.ts';
import { readInput } from '../../lib/cloudformation/input/read-input.ts';
import type { TemplateSource } from '../../lib/cloudformation/model/types.ts';
import { loadConfig } from '../../lib/config/load.ts';
import { addStorefront } from '../../lib/storefront.ts';

const boutiqueFile = 'examples/boutique/storefront.yaml';

/** The templates of one environment of the example, without any policy at work. */
export function boutiqueTemplates(environment = 'prod'): readonly TemplateSource[] {
  const outdir = mkdtempSync(join(tmpdir(), 'palisade-'));
  try {
    const app = emptyApp({ outdir });
    addStorefront(app, { config: loadConfig(boutiqueFile), environment });
    app.synth();
    return readInput(outdir);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
