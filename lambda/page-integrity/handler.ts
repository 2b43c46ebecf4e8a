import { createPageIntegrity } from './page-integrity.ts';
import { pageIntegrityOf } from './settings.ts';

/** Entry point of the scheduled function that compares payment pages which run the shop's own scripts only. */
export const handler = createPageIntegrity(pageIntegrityOf(process.env));
