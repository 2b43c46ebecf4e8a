/**
 * Prints how often the card guard is wrong, in both directions, as the tables of `docs/card-guard.md`:
 * `npm run measure:card-guard`. Seeded, so that it prints the same figures everywhere.
 */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const entry = fileURLToPath(new URL('../test/lambda/shared/support/measurement.ts', import.meta.url));
const { outputFiles } = await build({
  entryPoints: [entry],
  bundle: true,
  write: false,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  logLevel: 'warning',
});
const [bundle] = outputFiles;
const { measurement, measurementTables } = await import(
  `data:text/javascript;base64,${Buffer.from(bundle.contents).toString('base64')}`
);

console.log(`Seed ${measurement.seed}, figures in percent where no other unit is named.\n`);
console.log(measurementTables());
