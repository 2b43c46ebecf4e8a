import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { build } from 'esbuild';

test('the function for callbacks stays under 150 kB without the SDK, so that it starts while a gateway waits', async () => {
  const { outputFiles } = await build({
    entryPoints: [join(__dirname, '../../../lambda/payment-callback/handler.ts')],
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    external: ['@aws-sdk/*', '@smithy/*'],
    write: false,
  });
  const bytes = outputFiles.reduce((sum, { contents }) => sum + contents.length, 0);
  expect(bytes).toBeGreaterThan(50_000);
  expect(bytes).toBeLessThan(150_000);
});
