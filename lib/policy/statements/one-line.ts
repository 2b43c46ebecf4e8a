import type { Value } from '../../cloudformation/model/types.ts';
import type { Operands, Statement } from '../../cloudformation/policy-documents.ts';

/** A statement as a report shows it in one line: what it allows or denies, on what, to whom and when. */
export function saysInOneLine({
  value,
  effect,
  actions,
  resources,
  principals,
  conditions,
}: Statement): string {
  if (!value.isObject) return value.toString();
  const sid = value.at('Sid').literal;
  const whom = { ...principals, values: principals.values.map((one) => one.value) };
  const keys = conditions.values.map(({ key }) => key ?? 'something unknown');
  return [
    `${effect.toString()} of ${several(actions)}`,
    ...(resources.values.length > 0 ? [`on ${several(resources)}`] : []),
    `to ${several(whom, 'everyone')}`,
    ...(keys.length > 0 ? [`where ${[...new Set(keys)].join(' and ')}`] : []),
    ...(typeof sid === 'string' ? [`(${sid})`] : []),
  ].join(' ');
}

const mostShown = 3;

function several({ negated, values }: Operands<Value>, all = 'everything'): string {
  const texts = values.map((one) => (one.literal === '*' ? all : one.toString()));
  const shown = texts.slice(0, mostShown).join(', ');
  const more = texts.length > mostShown ? ` and ${texts.length - mostShown} more` : '';
  return `${negated ? `${all} but ` : ''}${shown}${more}`;
}
