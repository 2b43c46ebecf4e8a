import { expect } from '@jest/globals';
import type { Json } from '../../../lib/cloudformation/model/json.ts';
import { Model } from '../../../lib/cloudformation/model/model.ts';
import type { TemplateSource } from '../../../lib/cloudformation/model/types.ts';
import { evaluate } from '../../../lib/policy/evaluate.ts';
import { isBlocking } from '../../../lib/policy/finding.ts';
import { rules } from '../../../lib/policy/rules/index.ts';
import { variantTemplates } from '../../support/boutique.ts';
import { read, withResources, write } from '../../support/mutations.ts';

/** The rules about sign-in and rights. */
export const judging = rules.filter(({ id }) => /^(AUTH|IAM)-/.test(id));

/** Those of them that object to the templates. */
export function blocking(templates: readonly TemplateSource[]): ReadonlySet<string> {
  const found = evaluate(new Model(templates), judging).filter(isBlocking);
  return new Set(found.map(({ rule }) => rule));
}

/** What stands at a place afterwards; nothing takes away what stands there. */
export type Edit = (value: Json | undefined) => Json | undefined;

/** Replaces a text wherever it stands below a place, where it does stand. */
export function replaced(from: string, to: string): Edit {
  return (value) => {
    const text = JSON.stringify(value ?? null);
    expect(text).toContain(from);
    return JSON.parse(text.replaceAll(from, to)) as Json;
  };
}

/** The templates of a variant of the example, of which one stack is to be edited. */
export function stackOf(variant: string, stack: string) {
  const sources = variantTemplates(variant);
  const name = sources.find((source) => source.name.includes(`-${stack}.`))?.name ?? '';
  /** The templates after an edit at a path below a resource, which is named by its logical id without the hash. */
  const edited = (resource: string, path: string, edit: Edit) =>
    withResources(sources, name, (resources) => {
      const ids = Object.keys(resources).filter((id) => id.replace(/[0-9A-F]{8}$/, '') === resource);
      expect(ids).toHaveLength(1);
      const found = resources[ids[0] ?? ''] ?? null;
      write(found, path, edit(read(found, path)));
    });
  return { sources, name, edited };
}
