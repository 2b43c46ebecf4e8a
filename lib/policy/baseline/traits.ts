import { createHash } from 'node:crypto';
import { inKeyOrder, type Json } from '../../cloudformation/model/json.ts';
import type { Model } from '../../cloudformation/model/model.ts';
import type { BaselineEntry, BaselineMark } from '../../contract/baseline.ts';
import type { Finding } from '../finding.ts';

/** By what a finding is told again, in a baseline and in a run alike. */
export interface Traits extends BaselineMark {
  readonly rule: string;
  readonly status: string;
  readonly template: string;
  readonly resource: string;
  readonly type: string;
}

export function traitsOfMark(entry: BaselineEntry, mark: BaselineMark): Traits {
  const { rule, status, template, resource, type } = entry;
  return { ...mark, rule, status, template, resource, type };
}

/** The traits of a finding in the model that it was found in. */
export function traitsOf(finding: Finding, model: Model): Traits {
  const { rule, status, template, logicalId, type, path, about, actual, fingerprint } = finding;
  const definition = model.templates
    .find(({ name }) => name === template)
    ?.resources.get(logicalId)?.definition;
  return {
    ...{ rule, status, template, resource: logicalId, type, fingerprint, path, actual },
    ...(about === undefined ? {} : { about }),
    ...(definition === undefined ? {} : { content: hashOf(definition) }),
  };
}

/**
 * Ways to tell a finding again, from the surest down; nothing where a way does not apply. A way names all that has to be the same, and always
 * what stands there.
 */
export const ways: readonly ((traits: Traits, isTemplateGone: boolean) => string | undefined)[] = [
  // Where it was.
  (traits) => keyOf(traits, [traits.template, printOf(traits)]),
  // The file has another name: the old one is gone.
  (traits, isTemplateGone) => (isTemplateGone ? keyOf(traits, [printOf(traits)]) : undefined),
  // An item before it in its list came or went.
  (traits) => keyOf(traits, [traits.template, traits.resource, spotOf(traits)]),
  // The resource has another name, stack or file, and all that is written of it is the same.
  (traits) =>
    traits.content === undefined ? undefined : keyOf(traits, [traits.type, spotOf(traits), traits.content]),
];

function keyOf({ rule, status, about, actual }: Traits, more: readonly string[]): string {
  return [rule, status, about ?? '', actual, ...more].join('\0');
}

/** How many identical ones there are is counted, so their numbers do not matter. */
function printOf({ fingerprint }: Traits): string {
  return fingerprint.split('-', 1)[0] ?? '';
}

function spotOf({ path }: Traits): string {
  return path.replaceAll(/\[\d+\]/g, '[]');
}

/** Metadata tells who made a resource, and deploys nothing. */
function hashOf({ Metadata: _, ...deployed }: { readonly [name: string]: Json }): string {
  return createHash('sha256')
    .update(JSON.stringify(inKeyOrder(deployed)))
    .digest('hex')
    .slice(0, 16);
}
