import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Model } from '../../../lib/cloudformation/model/model.ts';
import type { TemplateSource } from '../../../lib/cloudformation/model/types.ts';
import { packagePath } from '../../../lib/package-root.ts';
import { evaluate } from '../../../lib/policy/evaluate.ts';
import type { Rule } from '../../../lib/policy/rule.ts';
import type { CallCounter } from './counted-calls.ts';
import { grown } from './grown.ts';

/** How often each resource stands in its template. Below that many copies a rule may look at a few more than it has to. */
const sizes = [12, 18, 24] as const;

/** Six more copies take at most as many times the work of the six before, or some rule looks at everything for everything. */
const mostTimes = 1.1;

/** So few calls more are nothing that a rule does for each resource. */
const leastCalls = 100;

const asOf = '2026-11-29';

/** The rules whose work grows faster than the resources do, each with the calls that it makes of three numbers of copies. */
export function growingTooFast(
  sources: readonly TemplateSource[],
  rules: readonly Rule[],
  calls: CallCounter,
): readonly string[] {
  const judged = rules.filter((rule) => isAsked(rule, sources));
  // What is kept by a text is the same in every size, and would be counted in the first alone.
  evaluate(modelOf(sources, 1), judged, { asOf });
  const [few = [], more = [], most = []] = sizes.map((count) =>
    workOf(judged, modelOf(sources, count), calls),
  );
  return judged.flatMap(({ id }, index) => {
    const [first = 0, second = 0, third = 0] = [few[index], more[index], most[index]];
    const isTooMuch = third - second > mostTimes * (second - first) + leastCalls;
    return isTooMuch ? [`${id}: ${first} calls, then ${second}, then ${third}`] : [];
  });
}

/** The templates with each resource so often, none of which another model has read: what is kept by a resource is made in each size alike. */
function modelOf(sources: readonly TemplateSource[], count: number): Model {
  return new Model(structuredClone(sources).map((source) => grown(source, count)));
}

/** To count the calls of a rule that has nothing to judge takes longer than to make them. */
function isAsked({ types, account, storefront }: Rule, sources: readonly TemplateSource[]): boolean {
  const there = new Set(new Model(sources).templates.flatMap(({ made }) => made.map(({ type }) => type)));
  const isOfContract = sources.some(({ body }) => body['Metadata'] !== undefined);
  return types.some((type) => there.has(type)) || (isOfContract && (account ?? storefront) !== undefined);
}

/** The calls of each rule. What several of them share is made for the first of them, in every size alike. */
function workOf(rules: readonly Rule[], model: Model, calls: CallCounter): readonly number[] {
  return rules.map((rule) => calls.of(() => evaluate(model, [rule], { asOf })));
}

/** The templates that the example writes, whose names begin so, each in the region that its assembly says. */
export function goldenTemplates(beginning: string): readonly TemplateSource[] {
  const folder = packagePath('test', 'golden');
  return readdirSync(folder)
    .filter((name) => name.startsWith(beginning) && name.endsWith('.template.json'))
    .map((name) => ({
      name,
      sha256: name,
      stackName: name.replace('.template.json', ''),
      account: '111111111111',
      region: 'eu-west-1',
      body: JSON.parse(readFileSync(join(folder, name), 'utf8')),
    }));
}
