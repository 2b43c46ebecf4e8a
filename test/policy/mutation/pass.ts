import { type Json, section } from '../../../lib/cloudformation/model/json.ts';
import { Model } from '../../../lib/cloudformation/model/model.ts';
import { evaluate } from '../../../lib/policy/evaluate.ts';
import type { Finding } from '../../../lib/policy/finding.ts';
import type { Rule } from '../../../lib/policy/rule.ts';
import { rules } from '../../../lib/policy/rules/index.ts';
import { type Path, read, resourcesOf } from './edit.ts';
import type { TemplateSet } from './sets.ts';
import type { Shapes } from './shapes.ts';

/** One thing that a rule saw and took for good, in the templates that it saw it in. */
export interface Pass {
  readonly rule: Rule;
  readonly finding: Finding;
  readonly set: TemplateSet;
  /** Where it stands, from the body of the template down; what is said of no resource stands in the contract. */
  readonly at: Path;
  readonly value: Json | undefined;
  /** Logical id of what was judged, which may depend on where the rule looked. */
  readonly judged: string;
  /** Whether there is no single resource that has it: the rule saw it for its account, or in a contract. */
  readonly isOfNoResource: boolean;
  /** What else the rule looked at for the same subject, by logical id: the resources that protect it. */
  readonly supports: ReadonlyMap<string, Json>;
}

/** What each rule passes in a set, and the set's templates show in no set before it. */
export function passesIn(set: TemplateSet, shapes: Shapes): readonly Pass[] {
  const isNew = shapes.of(set.sources);
  const passed = evaluate(new Model(set.sources), rules).filter(({ status }) => status === 'pass');
  return (
    passed
      .filter(({ template, logicalId }) => logicalId === '' || isNew(template, logicalId))
      // What all resources show together is failed by one more, which additions.ts has, and by nothing that is taken from one of them.
      .filter(({ path }) => !path.includes('.*.'))
      .flatMap((finding) => {
        const rule = rules.find(({ id }) => id === finding.rule);
        return rule ? [passOf(rule, finding, { set, passed })] : [];
      })
  );
}

interface Seen {
  readonly set: TemplateSet;
  readonly passed: readonly Finding[];
}

function passOf(rule: Rule, finding: Finding, { set, passed }: Seen): Pass {
  const { template, logicalId, path, subject } = finding;
  const at = [...(logicalId === '' ? [] : ['Resources', logicalId]), ...stepsOf(path)];
  const home = set.sources.find(({ name }) => name === template);
  const own = passed.filter(
    (other) =>
      other.rule === rule.id &&
      other.subject === subject &&
      other.logicalId !== '' &&
      kindOf(set, other.template) === kindOf(set, template),
  );
  return {
    rule,
    finding,
    set,
    at,
    value: home && read(home.body, at),
    judged: subject ?? logicalId,
    isOfNoResource: subject === undefined && !rule.types.includes(finding.type),
    supports: new Map(own.map((other) => [other.logicalId, resourceOf(set, other)])),
  };
}

/** Whether a template is a storefront's or an account's: each answers for its own. */
export function kindOf({ sources }: TemplateSet, template: string): unknown {
  const source = sources.find(({ name }) => name === template);
  return section(section(source?.body ?? {}, 'Metadata'), 'Palisade')['kind'];
}

function resourceOf({ sources }: TemplateSet, { template, logicalId }: Finding): Json {
  const source = sources.find(({ name }) => name === template);
  return (source && resourcesOf(source).find(([id]) => id === logicalId)?.[1]) ?? {};
}

/** The path of a finding, step by step. */
export function stepsOf(path: string): Path {
  return [...path.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, index, key]) =>
    index === undefined ? (key ?? '') : Number(index),
  );
}
