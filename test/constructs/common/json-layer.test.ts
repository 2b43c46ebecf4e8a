import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { App, Stack, Stage } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { emptyApp } from '../../../lib/app.ts';
import { JsonLayer } from '../../../lib/constructs/common/json-layer.ts';
import { onlyOne } from '../../support/synth.ts';

const content = { version: 1, names: ['ö'] };

function layerIn(scope: Construct, file = 'facts.json', said: unknown = content): Stack {
  const stack = new Stack(scope, 'Shop');
  new JsonLayer(stack, 'Facts', { file, content: said });
  return stack;
}

/** The folders that the layers of a stack are uploaded from, as its assembly names them. */
function sourcesOf(stack: Stack): readonly string[] {
  const { outdir } = assemblyOf(stack);
  const { files } = JSON.parse(readFileSync(join(outdir, `${stack.artifactId}.assets.json`), 'utf8'));
  return Object.values<{ source: { path: string; packaging: string } }>(files)
    .filter(({ source }) => source.packaging === 'zip')
    .map(({ source }) => join(outdir, source.path));
}

function assemblyOf(stack: Stack): Stage {
  const assembly = Stage.of(stack);
  if (!assembly) throw new Error('the stack belongs to no app');
  assembly.synth();
  return assembly;
}

describe('a layer of JSON', () => {
  test('holds one file that says what it was made with', () => {
    const [folder = ''] = sourcesOf(layerIn(emptyApp()));
    expect(readdirSync(folder)).toEqual(['facts.json']);
    expect(JSON.parse(readFileSync(join(folder, 'facts.json'), 'utf8'))).toEqual(content);
  });

  test('is named by its content, and by nothing else', () => {
    const names = [
      layerIn(emptyApp()),
      layerIn(emptyApp()),
      layerIn(emptyApp(), 'facts.json', {}),
      layerIn(emptyApp(), 'other.json'),
    ].map((stack) => keyOf(stack));
    expect(names[0]).toBe(names[1]);
    expect(new Set(names).size).toBe(3);
  });

  test('lies in the assembly of the app where a stage refers to it', () => {
    const app = new App();
    const stack = layerIn(new Stage(app, 'Release'));
    app.synth();
    const [folder = ''] = sourcesOf(stack);
    expect(dirname(folder)).toBe(app.outdir);
    expect(readdirSync(folder)).toEqual(['facts.json']);
  });
});

function keyOf(stack: Stack): string {
  const { template } = assemblyOf(stack).synth().getStackArtifact(stack.artifactId);
  return onlyOne(template, 'AWS::Lambda::LayerVersion').Content.S3Key;
}
