import { isList, isRecord, type Json, section } from '../../../lib/cloudformation/model/json.ts';
import type { TemplateSource } from '../../../lib/cloudformation/model/types.ts';

/** A template whose resources stand in it `times` times: each copy under names of its own, and referring to its own. */
export function grown(source: TemplateSource, times: number): TemplateSource {
  const resources = section(source.body, 'Resources');
  const ids = new Set(Object.keys(resources));
  const copies = Array.from({ length: times }, (_, copy) =>
    Object.entries(resources).map(([id, definition]) => [`${id}X${copy}`, copied(definition, { ids, copy })]),
  );
  return { ...source, body: { ...source.body, Resources: Object.fromEntries(copies.flat()) } };
}

interface Copying {
  readonly ids: ReadonlySet<string>;
  readonly copy: number;
}

function copied(node: Json, copying: Copying): Json {
  if (isList(node)) return node.map((item) => copied(item, copying));
  if (!isRecord(node)) return typeof node === 'string' ? renamed(node, copying) : node;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, entry(key, value, copying)]));
}

function entry(key: string, value: Json, copying: Copying): Json {
  const own = (id: Json) => (typeof id === 'string' && copying.ids.has(id) ? `${id}X${copying.copy}` : id);
  if (key === 'Ref') return own(value);
  if (key === 'DependsOn') return isList(value) ? value.map(own) : own(value);
  if (key === 'Fn::GetAtt' && isList(value))
    return value.map((part, index) => (index === 0 ? own(part) : part));
  if (key === 'Fn::Sub' && typeof value === 'string') {
    return value.replace(/\$\{(\w+)/g, (_, id: string) => `\${${own(id)}`);
  }
  return copied(value, copying);
}

/** The names that the kit gives hold the shop's or its own; those of hosts are the shop's and stay. */
function renamed(text: string, { copy }: Copying): string {
  const isName = /boutique|palisade/i.test(text) && !text.includes('.example') && !text.includes('::');
  return isName ? `${text}-${copy}` : text;
}
