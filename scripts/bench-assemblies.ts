import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readInput } from '../lib/cloudformation/input/read-input.ts';
import type { TemplateSource } from '../lib/cloudformation/model/types.ts';

/** How copies of the example are related: shops keep to themselves, and what carries no contract is judged together. */
export type Shape = 'shops' | 'foreign';

/** Writes a cloud assembly of as many copies of the example as have about `resources` resources, and returns its folder. */
export function writeCopies(example: string, outdir: string, shape: Shape, resources: number): string {
  const templates = readInput(example);
  const each = templates.reduce((sum, { body }) => sum + Object.keys(Object(body['Resources'])).length, 0);
  const copies = Array.from({ length: Math.round(resources / each) }, (_, index) => index);
  mkdirSync(outdir, { recursive: true });
  const artifacts = copies.flatMap((index) =>
    templates.map((template) => writeCopy(template, { outdir, shape, index })),
  );
  const manifest = { version: '1', artifacts: Object.fromEntries(artifacts) };
  writeFileSync(join(outdir, 'manifest.json'), JSON.stringify(manifest));
  return outdir;
}

interface Copy {
  readonly outdir: string;
  readonly shape: Shape;
  readonly index: number;
}

function writeCopy(source: TemplateSource, { outdir, shape, index }: Copy) {
  const { name, stackName, account, region } = source;
  const templateFile = `${index}-${name}`;
  const { Metadata: contract, ...foreign } = source.body;
  const body = shape === 'shops' ? { ...foreign, ...(contract && { Metadata: contract }) } : foreign;
  const text = JSON.stringify(body).replaceAll('"shop":"boutique"', `"shop":"shop${index}"`);
  writeFileSync(join(outdir, templateFile), text);
  const environment = `aws://${account}/${region}`;
  const properties = { templateFile, stackName: `${stackName}-${index}` };
  return [templateFile, { type: 'aws:cloudformation:stack', environment, properties }] as const;
}
