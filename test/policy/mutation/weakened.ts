import type { Json } from '../../../lib/cloudformation/model/json.ts';
import type { TemplateSource } from '../../../lib/cloudformation/model/types.ts';
import type { Rule } from '../../../lib/policy/rule.ts';
import { withResources } from '../../support/mutations.ts';
import { additions } from './additions.ts';
import { changed, type Path, read, withTexts, written } from './edit.ts';
import type { Pass } from './pass.ts';
import { passOperators } from './pass-operators.ts';
import { production, type TemplateSet } from './sets.ts';

/** Something of a set that stands otherwise, or not at all. */
interface Change {
  readonly template: string;
  readonly path: Path;
  readonly value: Json | undefined;
}

/** A set that is weaker for one rule. */
interface Weakened {
  readonly rule: Rule;
  readonly set: TemplateSet;
  readonly changes: readonly Change[];
  /** What the rule looks at for the same subject, by logical id. */
  readonly evidence: ReadonlySet<unknown>;
  /** Whether the contract is changed, which may make it unreadable for all rules. */
  readonly isOfContract: boolean;
}

/** Weakenings of one set that keep out of each other's way, so that one run of the command can judge them all. */
export interface Batch {
  readonly name: string;
  readonly rules: readonly Rule[];
  /** Ids by which a report may name what is wrong for a rule. */
  readonly idsOf: (rule: Rule) => string;
  readonly sources: readonly TemplateSource[];
}

/** Every rule with what it passed taken away or, where it passed nothing, with what it objects to; in as few batches as it takes. */
export function weakenedExamples(rules: readonly Rule[], passes: readonly Pass[]): readonly Batch[] {
  const batches: Weakened[][] = [];
  for (const one of rules.map((rule) => weakenedFor(rule, passes))) {
    const fitting = batches.find((batch) => batch.every((other) => areApart(one, other)));
    if (fitting) fitting.push(one);
    else batches.push([one]);
  }
  return batches.map(together);
}

/** A rule's first pass of a resource is taken away; one of the contract only where there is no other. */
function weakenedFor(rule: Rule, passes: readonly Pass[]): Weakened {
  const own = passes.filter((pass) => pass.rule === rule);
  const pass = own.find(({ finding }) => finding.logicalId !== '') ?? own[0];
  if (!pass) return addedTo(production(), rule);
  const [mutant] = ['deleted', 'wrong'].flatMap((operator) => passOperators[operator]?.(pass) ?? []);
  if (!mutant) throw new Error(`nothing weakens what ${rule.id} passed at ${pass.finding.path}`);
  const { set, finding, judged, supports } = pass;
  const changes = differences(set.sources, mutant.sources);
  const evidence = new Set([judged, ...supports.keys()]);
  return { rule, set, changes, evidence, isOfContract: finding.logicalId === '' };
}

function addedTo(set: TemplateSet, rule: Rule): Weakened {
  const edge = set.sources.find(({ name }) => name.includes('prod-edge'))?.name ?? '';
  const add = additions[rule.id];
  if (!add) throw new Error(`${rule.id} passes nothing, and additions.ts has nothing for it to object to`);
  const found = differences(set.sources, withResources(set.sources, edge, add));
  return { rule, set, changes: withOwnNames(found, set, rule), evidence: new Set(), isOfContract: false };
}

/** Several rules add something under the same logical id. */
function withOwnNames(changes: readonly Change[], { sources }: TemplateSet, rule: Rule): readonly Change[] {
  const isNew = ({ template, path }: Change) =>
    read(sources.find(({ name }) => name === template)?.body, path) === undefined;
  const added = new Set(changes.filter(isNew).map(({ path }) => path[1]));
  const suffix = rule.id.replaceAll(/\W/g, '');
  const renamed = (text: string) => (added.has(text) ? `${text}${suffix}` : text);
  return changes.map(({ template, path, value }) => ({
    template,
    path: path.map((step) => (typeof step === 'string' ? renamed(step) : step)),
    value: value === undefined ? value : withTexts(value, renamed),
  }));
}

/** What differs, by resource, and beside the resources by section. */
function differences(before: readonly TemplateSource[], after: readonly TemplateSource[]): readonly Change[] {
  return before.flatMap(({ name, body }) => {
    const now = after.find((source) => source.name === name)?.body ?? body;
    if (now === body) return [];
    const paths = [body, now].flatMap((one) => [
      ...Object.keys(one)
        .filter((section) => section !== 'Resources')
        .map((section) => [section]),
      ...Object.keys(read(one, ['Resources']) ?? {}).map((id) => ['Resources', id]),
    ]);
    const distinct = [...new Map(paths.map((path) => [path.join(' '), path])).values()];
    return distinct
      .filter((path) => JSON.stringify(read(body, path)) !== JSON.stringify(read(now, path)))
      .map((path) => ({ template: name, path, value: read(now, path) }));
  });
}

function areApart(one: Weakened, other: Weakened): boolean {
  if (one.set !== other.set || one.isOfContract || other.isOfContract) return false;
  return !disturbs(one, other) && !disturbs(other, one);
}

/** Whether one changes what the other does, or what the other's rule looks at. */
function disturbs({ changes }: Weakened, other: Weakened): boolean {
  return changes.some(
    ({ template, path }) =>
      other.evidence.has(path[1]) ||
      other.changes.some((change) => change.template === template && change.path.join() === path.join()),
  );
}

function together(batch: readonly Weakened[], index: number): Batch {
  const rules = batch.map(({ rule }) => rule);
  const [first] = batch;
  const sources = batch
    .flatMap(({ changes }) => changes)
    .reduce(
      (all, { template, path, value }) => changed(all, template, (body) => written(body, path, value)),
      first?.set.sources ?? [],
    );
  // What a rule reads in the contract is wrong where the contract cannot be read.
  const isOfContract = batch.some((one) => one.isOfContract);
  const idsOf = ({ id }: Rule) => (isOfContract ? `(${id}|TEMPLATE-contract)` : id);
  return { name: `${index + 1}: ${first?.set.name}, ${rules.length} rules`, rules, idsOf, sources };
}
