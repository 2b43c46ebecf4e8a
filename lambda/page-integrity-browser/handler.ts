import { createPageIntegrity } from '../page-integrity/page-integrity.ts';
import { pageIntegrityOf } from '../page-integrity/settings.ts';
import { variable } from '../shared/settings/variables.ts';
import { openBrowser } from './browser.ts';
import { createRenderPage } from './render-page.ts';

const common = pageIntegrityOf(process.env);
const chromiumFolder = variable(process.env, 'CHROMIUM_FOLDER');

/** Entry point of the scheduled function that compares payment pages in a browser, since others' scripts run in them. */
export const handler = createPageIntegrity({
  ...common,
  renderPage: createRenderPage(() => openBrowser(chromiumFolder)),
});
