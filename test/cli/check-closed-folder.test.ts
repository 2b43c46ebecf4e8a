import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { packagePath } from '../../lib/package-root.ts';
import { readOnlyCheckout } from '../support/unprivileged.ts';

const user = readOnlyCheckout(packagePath());
const infra = join(user.folder, 'infra');
const closed = join(infra, 'secret');

beforeAll(() => {
  mkdirSync(closed, { recursive: true });
  const template = { Resources: { Wait: { Type: 'AWS::CloudFormation::WaitConditionHandle' } } };
  writeFileSync(join(infra, 'open.json'), JSON.stringify(template));
  writeFileSync(join(closed, 'more.json'), JSON.stringify(template));
  chmodSync(closed, 0);
});
afterAll(() => chmodSync(closed, 0o755));

test('a folder that nobody may read is an unknown that blocks, and what lies beside it is judged', () => {
  const check = (...options: readonly string[]) =>
    user.run([process.execPath, packagePath('dist', 'palisade.cjs'), 'check', infra, ...options].join(' '));
  const { status, stdout, stderr } = check('--format', 'json');
  expect([status, stderr]).toEqual([1, '']);
  const { templates, findings } = JSON.parse(stdout);
  expect(templates.map(({ name }: { name: string }) => name)).toEqual(['open.json', 'secret']);
  expect(findings.find(({ template }: { template: string }) => template === 'secret')).toMatchObject({
    rule: 'TEMPLATE-readable',
    status: 'unknown',
    message: 'secret: cannot be read (EACCES), name a folder that you may read',
  });
  expect(check('--exclude', "'secret/**'")).toMatchObject({ status: 0, stderr: '' });
});
