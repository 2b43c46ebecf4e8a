import { isList, isRecord, type Json } from '../../../cloudformation/model/json.ts';
import { mentions } from '../../../cloudformation/model/mentions.ts';
import type { Resource } from '../../../cloudformation/model/resource.ts';
import type { Value } from '../../../cloudformation/model/value.ts';

/**
 * The resources that a value is made of, even where the value itself is open: the host name of a function's
 * URL, for example, is cut out of an attribute that only the deployment knows.
 */
export function mentionedBy(value: Value): readonly Resource[] {
  const direct = value.alternatives.flatMap((resolved) => {
    if (resolved.kind === 'reference') return [resolved.resource];
    return resolved.kind === 'text'
      ? resolved.parts.flatMap((part) =>
          typeof part !== 'string' && part.kind === 'reference' ? [part.resource] : [],
        )
      : [];
  });
  const names = mentions(nodeAt(value.resource.definition, value.path) ?? null);
  const { resources } = value.resource.template;
  const indirect = [...names].flatMap((name) => resources.get(name) ?? []);
  return [...new Set([...direct, ...indirect])];
}

function nodeAt(node: Json, path: string): Json | undefined {
  return (path.match(/\[\d+\]|[^.[\]]+/g) ?? []).reduce<Json | undefined>((found, step) => {
    if (step.startsWith('[')) return isList(found) ? found[Number(step.slice(1, -1))] : undefined;
    return isRecord(found) ? found[step] : undefined;
  }, node);
}
