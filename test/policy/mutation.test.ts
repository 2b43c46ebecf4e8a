import { beforeAll, describe, expect, test } from '@jest/globals';
import { evaluate } from '../../lib/policy/evaluate.ts';
import { type Finding, isBlocking } from '../../lib/policy/finding.ts';
import type { Json } from '../../lib/policy/model/json.ts';
import { Model } from '../../lib/policy/model/model.ts';
import type { TemplateSource } from '../../lib/policy/model/template.ts';
import type { Rule } from '../../lib/policy/rule.ts';
import { rules } from '../../lib/policy/rules/index.ts';
import { boutiqueTemplates } from '../support/boutique.ts';
import {
  cloneResource,
  detachFrom,
  leavesBelow,
  read,
  withResources,
  write,
  wrongValues,
} from '../support/mutations.ts';

/** The example's own templates, each pass of which is taken away in every way that the rule could miss. */
let sources: readonly TemplateSource[] = [];
let findings: readonly Finding[] = [];

beforeAll(async () => {
  sources = boutiqueTemplates();
  findings = evaluate(new Model(sources), rules);
});

interface Mutant {
  readonly what: string;
  readonly sources: readonly TemplateSource[];
}

function judged(rule: Rule, mutant: readonly TemplateSource[]): readonly Finding[] {
  return evaluate(new Model(mutant), [rule]).filter(({ rule: id }) => id === rule.id);
}

function survivors(rule: Rule, mutantsOf: (finding: Finding) => readonly Mutant[]): readonly string[] {
  const passes = findings.filter((finding) => finding.rule === rule.id && finding.status === 'pass');
  return passes.flatMap((pass) =>
    mutantsOf(pass)
      .filter((mutant) => !judged(rule, mutant.sources).some(isBlocking))
      .map(({ what }) => `${rule.id} ${pass.logicalId} ${pass.path}: ${what}`),
  );
}

function original({ template, logicalId, path }: Finding): Json | undefined {
  const source = sources.find(({ name }) => name === template);
  return read(source?.body, `Resources.${logicalId}.${path}`);
}

function changed(finding: Finding, path: string, value: Json | undefined): readonly TemplateSource[] {
  return withResources(sources, finding.template, (resources) =>
    write(resources, `${finding.logicalId}.${path}`, value),
  );
}

function deleted(finding: Finding): readonly Mutant[] {
  return original(finding) === undefined
    ? []
    : [{ what: 'deleted', sources: changed(finding, finding.path, undefined) }];
}

function wrong(finding: Finding): readonly Mutant[] {
  const value = original(finding);
  const whole = wrongValues(value).map((other) => ({ path: finding.path, other }));
  const leaves = leavesBelow(value, finding.path).flatMap((path) =>
    wrongValues(original({ ...finding, path })).map((other) => ({ path, other })),
  );
  const mutants = [...whole, ...leaves].map(({ path, other }) => ({
    what: `${path} = ${JSON.stringify(other)}`,
    sources: changed(finding, path, other),
  }));
  // Where nothing stands, one of the kinds of value has to be wrong; the others may mean nothing to the rule.
  return value === undefined ? mutants.filter(({ sources: all }) => all !== sources).slice(0, 2) : mutants;
}

function unresolved(finding: Finding): readonly Mutant[] {
  return [{ what: 'an unresolved Ref', sources: changed(finding, finding.path, { Ref: 'PalisadeNowhere' }) }];
}

function detached(finding: Finding): readonly Mutant[] {
  const { subject, logicalId, template } = finding;
  if (subject === undefined) return [];
  return [
    {
      what: 'its resource deleted',
      sources: withResources(sources, template, (resources) => {
        delete resources[logicalId];
      }),
    },
    {
      what: 'its resource detached',
      sources: withResources(sources, template, (resources) => {
        for (const [id, resource] of Object.entries(resources)) {
          resources[id] = detachFrom(resource, id === logicalId ? subject : logicalId);
        }
      }),
    },
  ];
}

function twin(finding: Finding): readonly Mutant[] {
  const { subject, logicalId, template, path } = finding;
  const judgedId = subject ?? logicalId;
  const home = sources.find(({ body }) => read(body, `Resources.${judgedId}`) !== undefined);
  if (!home) return [];
  const weakened =
    subject === undefined && original(finding) === undefined ? wrongValues(undefined) : [undefined];
  return weakened.map((value) => ({
    what: 'an unprotected twin beside it',
    sources: withResources(sources, home.name, (resources) => {
      const copy = cloneResource(resources, judgedId);
      if (subject === undefined || template !== home.name) write(copy, path, value);
      resources['PalisadeTwin'] = subject === undefined ? copy : detachFrom(copy, logicalId);
    }),
  }));
}

const mutations: readonly (readonly [string, (finding: Finding) => readonly Mutant[]])[] = [
  ['deleted', deleted],
  ['given a wrong value', wrong],
  ['made an unresolved Ref', unresolved],
  ['detached with its resource', detached],
  ['joined by an unprotected twin', twin],
];

test('the example passes every rule before it is weakened', () => {
  expect(findings.filter(isBlocking)).toEqual([]);
});

describe.each(mutations)('a property that a rule passed is %s', (_, mutantsOf) => {
  test.each(rules.map((rule) => [rule.id, rule] as const))('%s fails or is unknown', (_id, rule) => {
    expect(survivors(rule, mutantsOf)).toEqual([]);
  });
});
