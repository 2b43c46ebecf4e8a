import { assume } from '../cloudformation/model/assumptions.ts';
import { isList, isRecord, type Json } from '../cloudformation/model/json.ts';
import type { Model } from '../cloudformation/model/model.ts';
import { decides } from '../cloudformation/model/resolve.ts';
import type { Given, Resource, Template } from '../cloudformation/model/types.ts';
import { groupBy } from '../group-by.ts';
import { memoized } from '../memoized.ts';
import { isBlocking } from './finding.ts';
import type { Observation } from './observation.ts';
import type { Rule } from './rule.ts';

/** What a rule sees of a subject, and the subject in the model in which it was seen. */
export interface Sight {
  readonly subject: Resource;
  readonly seen: readonly Observation[];
}

/** A subject that depends on more conditions than this is judged value by value. */
const mostConditions = 4;

/** Each model reads all templates again, so that a hostile template costs no more than some seconds. */
const mostModels = 32;
const mostResources = 100_000;

/**
 * Values are judged one by one, and conditions bind them together: a database is a copy where it is not encrypted by itself, and encrypted where
 * it is no copy. So a subject that is objected to is judged again in each case that its conditions allow. Where no case
 * is as bad as all cases at once, the cases are the answer.
 */
export class Scenarios {
  private readonly model: Model;
  private readonly models = new Map<string, Model>();
  private readonly resources: number;

  constructor(model: Model) {
    this.model = model;
    this.resources = model.templates.reduce((sum, { resources }) => sum + resources.size, 0);
  }

  /** What was seen case by case where that is better than what was seen at once, to which a rule objects; otherwise the latter. */
  refine(rule: Rule, { subject, seen }: Sight): readonly Sight[] {
    const whole: readonly Sight[] = [{ subject, seen }];
    const cases = casesOf(subject, seen);
    if (cases.length < 2) return whole;
    const sights = cases.flatMap((given) => this.sightIn(rule, subject, given) ?? whole);
    return badness(sights) < badness(whole) ? eachPlaceOnce(sights) : whole;
  }

  /** Nothing where the subject is not made, which is no objection; the whole where no further model is affordable. */
  private sightIn(rule: Rule, subject: Resource, given: Given): readonly Sight[] | undefined {
    const model = this.modelOf(subject.template, given);
    const own = model?.templates
      .find(({ name }) => name === subject.template.name)
      ?.resources.get(subject.logicalId);
    if (!model || !own) return undefined;
    return own.isMade() === false ? [] : [{ subject: own, seen: rule.check(own, model) }];
  }

  private modelOf(template: Template, given: Given): Model | undefined {
    const key = [template.name, ...[...given].map(([name, holds]) => `${name}:${holds}`).sort()].join('\n');
    const known = this.models.get(key);
    if (known) return known;
    const next = this.models.size + 1;
    if (next > mostModels || next * this.resources > mostResources) return undefined;
    const made = this.model.given(template, given);
    this.models.set(key, made);
    return made;
  }
}

/** What several cases say of one place is told once, as bad as it gets. */
function eachPlaceOnce(sights: readonly Sight[]): readonly Sight[] {
  const all = sights.flatMap(({ subject, seen }) => seen.map((one) => ({ subject, one })));
  const places = groupBy(all, ({ one }) =>
    [one.resource.logicalId, one.path, one.about, one.judgedFor, one.expected].join('\n'),
  );
  return [...places.values()].flatMap((same) => {
    const worst = same.find(({ one }) => isBlocking(one)) ?? same[0];
    return worst ? [{ subject: worst.subject, seen: [worst.one] }] : [];
  });
}

/** Failures weigh more than doubts. */
function badness(sights: readonly Sight[]): number {
  const statuses = sights.flatMap(({ seen }) => seen.map(({ status }) => status));
  return statuses.includes('fail') ? 2 : statuses.includes('unknown') ? 1 : 0;
}

/** Every way in which the conditions of a subject, and of what was seen for it, can hold together. */
function casesOf(subject: Resource, seen: readonly Observation[]): readonly Given[] {
  const { template } = subject;
  const involved = [subject, ...seen.map(({ resource }) => resource)].filter(
    (resource) => resource.template === template,
  );
  const names = [...new Set(involved.flatMap((resource) => [...conditionsIn(resource)]))].sort();
  if (names.length === 0 || names.length > mostConditions) return [];
  return names.reduce<readonly Given[]>(
    (cases, name) =>
      cases.flatMap((given) => {
        const decided = decides(name, template, given);
        const branches = decided === undefined ? [true, false] : [decided];
        return branches.map((holds) => assume(name, holds, template, given));
      }),
    [template.given],
  );
}

/** The conditions that decide whether a resource is made, and what stands in it. */
const conditionsIn = memoized((resource: Resource): ReadonlySet<string> => {
  const names = new Set<string>();
  const { Condition: own } = resource.definition;
  if (typeof own === 'string') names.add(own);
  collect(resource.definition, names);
  return names;
});

function collect(node: Json, names: Set<string>): void {
  if (isList(node)) for (const item of node) collect(item, names);
  if (!isRecord(node)) return;
  const { 'Fn::If': choice } = node;
  const name = isList(choice) ? choice[0] : undefined;
  if (typeof name === 'string') names.add(name);
  for (const key in node) collect(node[key] ?? null, names);
}
