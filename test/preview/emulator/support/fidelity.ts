import { readFileSync } from 'node:fs';
import { packagePath } from '../../../../lib/package-root.ts';

/** A resource as it was read back through its own service. */
export interface ReadBack {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly kept: 'served' | 'recorded' | 'by its function' | 'unread';
  /** Why it could not be read. */
  readonly error?: string;
  /** Properties of the template that no answer of the service holds. */
  readonly lost: readonly string[];
}

interface ListedType {
  readonly recorded?: object;
}

/** Every type that the emulator lists. */
export function listedTypes(): Readonly<Record<string, ListedType>> {
  const path = packagePath('lib', 'preview', 'emulator', 'plugin', 'types.json');
  return JSON.parse(readFileSync(path, 'utf8')).types;
}

/** Says of each type how far the emulator has it. */
export function fidelityTables(found: readonly ReadBack[], schemaDate: string): string {
  const listed = Object.entries(listedTypes());
  const recorded = listed.filter(([, { recorded }]) => recorded).map(([type]) => type);
  const served = listed.filter(([, { recorded }]) => !recorded).map(([type]) => type);
  return `
## Types that are recorded only

No service stands behind these. Their properties are held to the schema of ${schemaDate}, kept whole, and told by
\`GET /_palisade/recorded\`; \`Ref\` and \`Fn::GetAtt\` give values in AWS's form.

${recorded.map((type) => `- ${type}`).join('\n')}

## Properties that are recorded only

These types are served, and these of their properties are in no answer of the service. They are held to the schema
and told by \`GET /_palisade/resources\`.

| type | properties |
| --- | --- |
${lostRows(found).join('\n')}

## Types that are served

Every other property that the boutique's stacks or the tests set is read back through the service's own API.

${served.map((type) => `- ${type}`).join('\n')}
`;
}

function lostRows(found: readonly ReadBack[]): readonly string[] {
  const lost = new Map<string, Set<string>>();
  for (const { type, lost: paths } of found) {
    for (const path of paths) lost.set(type, (lost.get(type) ?? new Set()).add(path));
  }
  return [...lost]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([type, paths]) => `| ${type} | ${[...paths].sort().join(', ')} |`);
}
