import { describe, expect, test } from '@jest/globals';
import type { Json, JsonRecord } from '../../lib/cloudformation/model/json.ts';
import { Model } from '../../lib/cloudformation/model/model.ts';
import type { TemplateSource } from '../../lib/cloudformation/model/types.ts';
import { evaluate } from '../../lib/policy/evaluate.ts';
import { type Finding, isBlocking } from '../../lib/policy/finding.ts';
import type { Rule } from '../../lib/policy/rule.ts';
import { rules } from '../../lib/policy/rules/index.ts';
import { templateContract } from '../../lib/policy/template/template-rules.ts';
import { accountTemplates } from '../support/account.ts';
import { boutiqueTemplates } from '../support/boutique.ts';
import {
  cloneResource,
  detach,
  leavesBelow,
  read,
  unlinked,
  withResources,
  write,
  wrongValues,
} from '../support/mutations.ts';
import { sampled } from '../support/sampled.ts';

interface Example {
  readonly sources: readonly TemplateSource[];
  readonly findings: readonly Finding[];
}

let known: Example | undefined;

/**
 * The example's own templates, each pass of which is taken away in every way that a rule could miss: those of
 * production, the stack of a zone of one's own, which only staging has, staging's edge, which is closed to shoppers, and the
 * account's.
 */
export function example(): Example {
  known ??= judgedExample();
  return known;
}

function judgedExample(): Example {
  const ofStaging = boutiqueTemplates('staging').filter(({ name }) => /-(dns|edge)\./.test(name));
  const sources = [...boutiqueTemplates('prod'), ...ofStaging, ...accountTemplates()];
  const all = evaluate(new Model(sources), rules);
  const passed = new Set(
    all
      .filter(({ template, status }) => familyOf(template) === 'production' && status === 'pass')
      .map(({ rule }) => rule),
  );
  const findings = all.filter(({ template, status, rule }) => {
    if (familyOf(template) !== 'staging') return true;
    // Without its other stacks staging lacks much that is not meant here.
    if (status === 'unknown' || status === 'fail') return false;
    // What production's edge shows as well is taken away there.
    return !template.includes('-edge.') || !passed.has(rule);
  });
  return { sources, findings };
}

/** Which of the templates belong together. */
function familyOf(template: string): 'production' | 'staging' | 'account' {
  if (template.includes('-account-')) return 'account';
  return template.includes('-prod-') ? 'production' : 'staging';
}

/** Whether a rule saw it for its account, or in a contract: there is no single resource that has it. */
function isOfNoResource(rule: Rule, { type, subject }: Finding): boolean {
  return subject === undefined && !rule.types.includes(type);
}

interface Mutant {
  readonly what: string;
  readonly sources: readonly TemplateSource[];
}

/** What the rule objects to in the mutant, and did not object to before. */
export function objections(rule: Rule, mutant: readonly TemplateSource[]): readonly Finding[] {
  const before =
    objectionsBefore.get(rule.id) ??
    new Set(blocking(rule, example().sources).map(({ fingerprint }) => fingerprint));
  objectionsBefore.set(rule.id, before);
  return blocking(rule, mutant).filter(({ fingerprint }) => !before.has(fingerprint));
}

const objectionsBefore = new Map<string, ReadonlySet<string>>();

function blocking(rule: Rule, templates: readonly TemplateSource[]): readonly Finding[] {
  return evaluate(new Model(templates), [rule]).filter(
    // A contract that cannot be read is objected to as a whole.
    (finding) => (finding.rule === rule.id || finding.rule === templateContract.id) && isBlocking(finding),
  );
}

type MutantsOf = (finding: Finding, rule: Rule) => readonly Mutant[];

function survivors(rule: Rule, mutantsOf: MutantsOf, most: number): readonly string[] {
  const passes = example().findings.filter(
    (finding) => finding.rule === rule.id && finding.status === 'pass',
  );
  return sampled(passes, most, rule.id).flatMap((pass) =>
    mutantsOf(pass, rule)
      .filter((mutant) => objections(rule, mutant.sources).length === 0)
      .map(({ what }) => `${rule.id} ${pass.logicalId} ${pass.path}: ${what}`),
  );
}

/** What stands in the example where a rule has looked, or at another path of the same resource. */
function original(finding: Finding, path = finding.path): Json | undefined {
  const source = example().sources.find(({ name }) => name === finding.template);
  if (!source) throw new Error(`no template of the example is named ${finding.template}`);
  return read(source.body, placeIn(finding, path));
}

/** What is said of no resource stands in the contract. */
function placeIn({ logicalId }: Finding, path: string): string {
  return logicalId === '' ? path : `Resources.${logicalId}.${path}`;
}

function changed(finding: Finding, path: string, value: Json | undefined): readonly TemplateSource[] {
  return example().sources.map((source) => {
    if (source.name !== finding.template) return source;
    const body = structuredClone(source.body);
    write(body, placeIn(finding, path), value);
    return { ...source, body };
  });
}

export function deleted(finding: Finding): readonly Mutant[] {
  return original(finding) === undefined
    ? []
    : [{ what: 'deleted', sources: changed(finding, finding.path, undefined) }];
}

export function wrong(finding: Finding): readonly Mutant[] {
  const value = original(finding);
  const whole = wrongValues(value).map((other) => ({ path: finding.path, other }));
  const leaves = leavesBelow(value, finding.path).flatMap((path) =>
    wrongValues(original(finding, path)).map((other) => ({ path, other })),
  );
  const mutants = [...whole, ...leaves].map(({ path, other }) => ({
    what: `${path} = ${JSON.stringify(other)}`,
    sources: changed(finding, path, other),
  }));
  // Where nothing stands, one of the kinds of value has to be wrong; the others may mean nothing to the rule.
  return value === undefined
    ? mutants.filter(({ sources: all }) => all !== example().sources).slice(0, 2)
    : mutants;
}

function unresolved(finding: Finding): readonly Mutant[] {
  return [{ what: 'an unresolved Ref', sources: changed(finding, finding.path, { Ref: 'PalisadeNowhere' }) }];
}

/** What the rule looked at to judge the finding's subject: the resources that protect it. */
function supports({ rule, subject, template: judged }: Finding): ReadonlyMap<string, Json> {
  const own = example().findings.filter(
    (other) =>
      other.rule === rule &&
      other.subject === subject &&
      other.logicalId !== '' &&
      familyOf(other.template) === familyOf(judged),
  );
  return new Map(
    own.map(({ template, logicalId }) => [
      logicalId,
      read(example().sources.find(({ name }) => name === template)?.body, `Resources.${logicalId}`) ?? {},
    ]),
  );
}

function detached(finding: Finding, rule: Rule): readonly Mutant[] {
  const { subject, logicalId, template } = finding;
  if (logicalId === '' || (subject === undefined && !isOfNoResource(rule, finding))) return [];
  const evidence = new Set([...(subject === undefined ? [] : [subject]), ...supports(finding).keys()]);
  const mutants = [
    {
      what: 'its resource deleted',
      sources: withResources(example().sources, template, (resources) => {
        delete resources[logicalId];
      }),
    },
    {
      what: 'its resource cut off from what it protects',
      sources: withResources(example().sources, template, (resources) => {
        resources[logicalId] = detach(resources[logicalId] ?? {}, evidence);
      }),
    },
    {
      what: 'its resource cut off from what refers to it',
      // What other templates read is an output, which refers to the resource as well.
      sources: example().sources.map((source) =>
        source.name === template
          ? { ...source, body: detach(source.body, new Set([logicalId])) as JsonRecord }
          : source,
      ),
    },
  ];
  const before = JSON.stringify(example().sources);
  return mutants.filter((mutant) => JSON.stringify(mutant.sources) !== before);
}

function twin(finding: Finding, rule: Rule): readonly Mutant[] {
  const { subject, logicalId, path, template } = finding;
  // What an account has is asked for once, and a second one beside it harms nobody.
  if (isOfNoResource(rule, finding)) return [];
  const judgedId = subject ?? logicalId;
  const home = example().sources.find(
    ({ name, body }) =>
      familyOf(name) === familyOf(template) && read(body, `Resources.${judgedId}`) !== undefined,
  );
  if (!home) return [];
  // Where nothing stands, the twin gets what must not stand there.
  const weakened =
    subject === undefined && original(finding) === undefined ? wrongValues(undefined) : [undefined];
  return weakened.map((value) => ({
    what: 'an unprotected twin beside it',
    sources: withResources(example().sources, home.name, (resources) => {
      const copy = cloneResource(resources, judgedId);
      if (subject === undefined) write(copy, path, value);
      resources['PalisadeTwin'] = subject === undefined ? copy : unlinked(copy, supports(finding));
    }),
  }));
}

const mutations: readonly (readonly [string, MutantsOf])[] = [
  ['deleted', deleted],
  ['given a wrong value', wrong],
  ['made an unresolved Ref', unresolved],
  ['detached with its resource', detached],
  ['joined by an unprotected twin', twin],
];

/**
 * Declares tests that take away what each rule passed on the example, in every way that it could miss; of each rule at most
 * so many passes, chosen by its id.
 */
export function testMutants(mostPasses: number): void {
  test('the example passes every rule before it is weakened', () => {
    expect(example().findings.filter(isBlocking)).toEqual([]);
  });

  describe.each(mutations)('a property that a rule passed is %s', (_, mutantsOf) => {
    test.each(rules.map((rule) => [rule.id, rule] as const))(
      '%s fails or is unknown',
      (_id, rule) => {
        expect(survivors(rule, mutantsOf, mostPasses)).toEqual([]);
      },
      600_000,
    );
  });
}
