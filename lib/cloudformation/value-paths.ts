import type { Resource, Value } from './model/types.ts';

/**
 * Every value at a dotted path below `Properties` in which `[]` stands for each item of a list. A list that only the
 * deployment knows gives one value, which is unknown as the list is.
 */
export function valuesAt(resource: Resource, path: string): readonly Value[] {
  const [first = '', ...steps] = path.split('[]');
  return steps.reduce<readonly Value[]>(
    (values, step) => values.flatMap(itemsOf).map((item) => (step === '' ? item : item.at(step.slice(1)))),
    [resource.property(first)],
  );
}

function itemsOf(value: Value): readonly Value[] {
  return value.isDecidedList ? value.items() : [value];
}
