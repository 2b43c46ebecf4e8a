import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { packagePath } from '../../lib/package-root.ts';
import { exampleGateway, paymentsBy } from '../support/gateways.ts';
import { exampleWith, ofType, type Synthesis, synthesize } from '../support/synth.ts';

const example = synthesize(exampleWith({}));
const embedded = synthesize(exampleWith({ payments: paymentsBy([exampleGateway('stripe', 'fields')]) }), {
  context: { 'aws:cdk:disable-asset-staging': true },
});

describe('a function starts with what its template tells it:', () => {
  const browser = functionsOf(embedded).filter(([name]) => name === 'page-integrity-browser');

  test.each([...functionsOf(example), ...browser])('%s', (name, variables) => {
    const bundle = pathToFileURL(packagePath('dist', 'lambda', name, 'index.mjs')).href;
    const start = `import(${JSON.stringify(bundle)}).then(({ handler }) => console.log(typeof handler))`;
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--no-warnings', '-e', start], {
      encoding: 'utf8',
      env: { AWS_REGION: 'eu-west-1', AWS_LAMBDA_FUNCTION_NAME: name, ...variables },
    });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: 'function\n', stderr: '' });
  });
});

type Variables = Readonly<Record<string, string>>;

/** The functions of a shop's payments, by their folders, with their variables as this machine would have them. */
function functionsOf(synthesis: Synthesis): readonly (readonly [name: string, variables: Variables])[] {
  const template = synthesis.template('boutique-prod-payments');
  return ofType(template, 'AWS::Lambda::Function').map(([, { Properties }]) => [
    Properties.FunctionName.replace('boutique-prod-', ''),
    Object.fromEntries(
      Object.entries<string>(Properties.Environment.Variables).map(([name, value]) => [
        name,
        value.startsWith('/opt/') ? layerFile(synthesis, value.slice('/opt/'.length)) : value,
      ]),
    ),
  ]);
}

/** Where the assembly has a file that a layer brings to the function. */
function layerFile({ app, template }: Synthesis, file: string): string {
  const [layer] = ofType(template('boutique-prod-payments'), 'AWS::Lambda::LayerVersion').filter(
    ([, { Properties }]) => Properties.Description === `${file} of the shop`,
  );
  const key: string = layer?.[1].Properties.Content.S3Key ?? '';
  const path = join(app.outdir, `asset.${key.replace('.zip', '')}`, file);
  expect(JSON.parse(readFileSync(path, 'utf8'))).not.toEqual({});
  return path;
}
