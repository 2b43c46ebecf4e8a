/** Operators, keys and values that have to hold. */
export type Condition = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** One statement of a policy that allows something. */
export interface AllowStatement {
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Condition;
}

/** What may be done, before it is known which actions share a statement. */
export interface Grant {
  readonly action: string;
  readonly resources: readonly string[];
  readonly condition?: Condition;
}

/** Says grants in as few statements as there are sets of resources and conditions; in the order of their first actions. */
export function statementsOf(grants: readonly Grant[]): readonly AllowStatement[] {
  const byPlace = new Map<string, { readonly grant: Grant; readonly actions: Set<string> }>();
  for (const grant of grants) {
    const place = JSON.stringify([grant.resources, grant.condition]);
    const same = byPlace.get(place) ?? { grant, actions: new Set() };
    same.actions.add(grant.action);
    byPlace.set(place, same);
  }
  return [...byPlace.values()]
    .map(
      ({ grant: { resources, condition }, actions }): AllowStatement => ({
        Effect: 'Allow',
        Action: [...actions].sort(),
        Resource: resources,
        ...(condition && { Condition: condition }),
      }),
    )
    .sort(byText);
}

function byText(one: AllowStatement, other: AllowStatement): number {
  return JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;
}
