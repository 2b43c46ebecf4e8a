import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { packagePath } from '../../lib/package-root.ts';
import { cycloneDxValidator } from '../support/test-tools.ts';

test('every bill of materials is valid by the strict schema of CycloneDX 1.6', async () => {
  const validate = cycloneDxValidator();
  const folder = packagePath('dist', 'sbom');
  const names = readdirSync(folder).filter((name) => name.endsWith('.cdx.json'));
  expect(names.length).toBeGreaterThan(10);
  for (const name of names) {
    expect([name, await validate(readFileSync(join(folder, name), 'utf8'))]).toEqual([name, null]);
  }
  const broken = '{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"type": "packet"}]}';
  expect(await validate(broken)).not.toBeNull();
});
