import type { Json, JsonRecord } from '../../../lib/cloudformation/model/json.ts';
import { isRecord } from '../../../lib/cloudformation/model/json.ts';
import { Model } from '../../../lib/cloudformation/model/model.ts';
import type { TemplateSource } from '../../../lib/cloudformation/model/types.ts';
import { evaluate } from '../../../lib/policy/evaluate.ts';
import { type Finding, isBlocking } from '../../../lib/policy/finding.ts';
import { rules } from '../../../lib/policy/rules/index.ts';

/** A template of which tests change what they are about. */
export type Mutable = { [key: string]: Json };

/** Changes the resources of a template, and perhaps what it says of itself. */
export type Weaken = (resources: Mutable, body: Mutable) => void;

/** The templates with that of one region changed. */
export function weakened(
  sources: readonly TemplateSource[],
  region: string,
  weaken: Weaken,
): readonly TemplateSource[] {
  return sources.map((source) => {
    if (!source.name.includes(region)) return source;
    const body = structuredClone(source.body) as Mutable;
    weaken(body['Resources'] as Mutable, body);
    return { ...source, body };
  });
}

/** What a test compares of a finding; the finding itself holds the whole model, which nobody wants to read. */
export type Brief = Pick<Finding, 'rule' | 'status' | 'message' | 'missingStack' | 'declaration'>;

/** What all rules say of the templates. */
export function judged(sources: readonly TemplateSource[]): readonly Brief[] {
  return evaluate(new Model(sources), rules).map(({ rule, status, message, missingStack, declaration }) => ({
    rule,
    status,
    message,
    missingStack,
    declaration,
  }));
}

/** The rules that object to the templates. */
export function objectors(sources: readonly TemplateSource[]): readonly string[] {
  return [
    ...new Set(
      judged(sources)
        .filter(isBlocking)
        .map(({ rule }) => rule),
    ),
  ].sort();
}

/** The properties of the first resource of a type, or of the one whose logical id holds a word. */
export function propertiesOf(resources: JsonRecord, type: string, word = ''): Mutable {
  const found = Object.entries(resources).find(
    ([id, resource]) => isRecord(resource) && resource['Type'] === type && id.includes(word),
  )?.[1];
  if (!isRecord(found)) throw new Error(`no ${type} has ${word} in its logical id`);
  return found['Properties'] as Mutable;
}

/** Removes every resource of a type whose logical id holds a word. */
export function remove(resources: Mutable, type: string, word = ''): void {
  for (const [id, resource] of Object.entries(resources)) {
    if (isRecord(resource) && resource['Type'] === type && id.includes(word)) delete resources[id];
  }
}
