import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isRecord, type Json, type JsonRecord } from '../../lib/cloudformation/model/json.ts';
import { Model } from '../../lib/cloudformation/model/model.ts';
import type { TemplateSource } from '../../lib/cloudformation/model/types.ts';
import { evaluate } from '../../lib/policy/evaluate.ts';
import { type Finding, isBlocking } from '../../lib/policy/finding.ts';
import type { Rule } from '../../lib/policy/rule.ts';
import { rules } from '../../lib/policy/rules/index.ts';
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
import { run } from '../support/run.ts';

/**
 * The example's own templates, each pass of which is taken away in every way that a rule could miss: those of
 * production, and the stack of a zone of one's own, which only staging has.
 */
let sources: readonly TemplateSource[] = [];
let findings: readonly Finding[] = [];

beforeAll(() => {
  const zone = boutiqueTemplates('staging').filter(({ name }) => name.includes('dns'));
  sources = [...boutiqueTemplates('prod'), ...zone];
  findings = evaluate(new Model(sources), rules).filter(
    // Without its other stacks staging lacks much that is not meant here.
    ({ template, status }) => !template.includes('staging') || !(status === 'unknown' || status === 'fail'),
  );
});

interface Mutant {
  readonly what: string;
  readonly sources: readonly TemplateSource[];
}

/** What the rule objects to in the mutant, and did not object to before. */
function objections(rule: Rule, mutant: readonly TemplateSource[]): readonly Finding[] {
  const before =
    objectionsBefore.get(rule.id) ?? new Set(blocking(rule, sources).map(({ fingerprint }) => fingerprint));
  objectionsBefore.set(rule.id, before);
  return blocking(rule, mutant).filter(({ fingerprint }) => !before.has(fingerprint));
}

const objectionsBefore = new Map<string, ReadonlySet<string>>();

function blocking(rule: Rule, templates: readonly TemplateSource[]): readonly Finding[] {
  return evaluate(new Model(templates), [rule]).filter(
    (finding) => finding.rule === rule.id && isBlocking(finding),
  );
}

function survivors(rule: Rule, mutantsOf: (finding: Finding) => readonly Mutant[]): readonly string[] {
  const passes = findings.filter((finding) => finding.rule === rule.id && finding.status === 'pass');
  return passes.flatMap((pass) =>
    mutantsOf(pass)
      .filter((mutant) => objections(rule, mutant.sources).length === 0)
      .map(({ what }) => `${rule.id} ${pass.logicalId} ${pass.path}: ${what}`),
  );
}

/** What stands in the example where a rule has looked, or at another path of the same resource. */
function original(finding: Finding, path = finding.path): Json | undefined {
  const source = sources.find(({ name }) => name === finding.template);
  if (!source) throw new Error(`no template of the example is named ${finding.template}`);
  return read(source.body, `Resources.${finding.logicalId}.${path}`);
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
    wrongValues(original(finding, path)).map((other) => ({ path, other })),
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

/** What the rule looked at to judge the finding's subject: the resources that protect it. */
function supports({ rule, subject }: Finding): ReadonlyMap<string, Json> {
  const own = findings.filter(
    (other) => other.rule === rule && other.subject === subject && subject !== undefined,
  );
  return new Map(
    own.map(({ template, logicalId }) => [
      logicalId,
      read(sources.find(({ name }) => name === template)?.body, `Resources.${logicalId}`) ?? {},
    ]),
  );
}

function detached(finding: Finding): readonly Mutant[] {
  const { subject, logicalId, template } = finding;
  if (subject === undefined) return [];
  const evidence = new Set([subject, ...supports(finding).keys()]);
  const mutants = [
    {
      what: 'its resource deleted',
      sources: withResources(sources, template, (resources) => {
        delete resources[logicalId];
      }),
    },
    {
      what: 'its resource cut off from what it protects',
      sources: withResources(sources, template, (resources) => {
        resources[logicalId] = detach(resources[logicalId] ?? {}, evidence);
      }),
    },
    {
      what: 'its resource cut off from what refers to it',
      sources: withResources(sources, template, (resources) => {
        for (const [id, resource] of Object.entries(resources)) {
          resources[id] = detach(resource, new Set([logicalId]));
        }
      }),
    },
  ];
  const before = JSON.stringify(sources);
  return mutants.filter((mutant) => JSON.stringify(mutant.sources) !== before);
}

function twin(finding: Finding): readonly Mutant[] {
  const { subject, logicalId, path } = finding;
  const judgedId = subject ?? logicalId;
  const home = sources.find(({ body }) => read(body, `Resources.${judgedId}`) !== undefined);
  if (!home) return [];
  // Where nothing stands, the twin gets what must not stand there.
  const weakened =
    subject === undefined && original(finding) === undefined ? wrongValues(undefined) : [undefined];
  return weakened.map((value) => ({
    what: 'an unprotected twin beside it',
    sources: withResources(sources, home.name, (resources) => {
      const copy = cloneResource(resources, judgedId);
      if (subject === undefined) write(copy, path, value);
      resources['PalisadeTwin'] = subject === undefined ? copy : unlinked(copy, supports(finding));
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

/** The static example has nothing that these rules judge, so it is weakened by what they are about. */
const additions: Readonly<Record<string, (resources: Record<string, Json>) => void>> = {
  'EDGE-04': (resources) => addOrigin(resources, { OriginProtocolPolicy: 'http-only' }),
  'EDGE-06': (resources) =>
    addOrigin(resources, { OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] }),
  'HDR-08': (resources) => {
    resources['Added'] = {
      Type: 'AWS::S3::Bucket',
      Properties: { CorsConfiguration: { CorsRules: [{ AllowedOrigins: ['*'], AllowedMethods: ['PUT'] }] } },
    };
  },
  'HDR-08-edge': (resources) => {
    for (const resource of ofType(resources, 'AWS::CloudFront::ResponseHeadersPolicy')) {
      write(resource, 'Properties.ResponseHeadersPolicyConfig.CorsConfig', {
        AccessControlAllowCredentials: true,
        AccessControlAllowOrigins: { Items: ['*'] },
        AccessControlAllowHeaders: { Items: ['*'] },
        AccessControlAllowMethods: { Items: ['ALL'] },
        OriginOverride: true,
      });
    }
  },
  'WAF-01-regional': (resources) => {
    resources['Added'] = {
      Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
      Properties: { Scheme: 'internet-facing', Type: 'application' },
    };
  },
  'DATA-05-relational': (resources) => {
    resources['Added'] = { Type: 'AWS::RDS::DBInstance', Properties: { Engine: 'postgres' } };
  },
};

describe('the example with something added that it does not have', () => {
  test.each(Object.entries(additions))('fails %s', (id, add) => {
    const rule = rules.find((candidate) => candidate.id === id);
    const edge = sources.find(({ name }) => name.includes('prod-edge'))?.name ?? '';
    const added = withResources(sources, edge, add);
    expect(rule && objections(rule, added).map(({ rule: found }) => found)).toContain(id);
  });

  test('covers each rule that the example itself gives nothing to look at', () => {
    const looked = new Set(findings.filter(({ status }) => status === 'pass').map(({ rule }) => rule));
    expect(rules.map(({ id }) => id).filter((id) => !looked.has(id))).toEqual(Object.keys(additions));
  });
});

function addOrigin(resources: Record<string, Json>, config: JsonRecord): void {
  for (const resource of ofType(resources, 'AWS::CloudFront::Distribution')) {
    write(resource, 'Properties.DistributionConfig.Origins[9]', {
      Id: 'added',
      DomainName: 'origin.boutique.example',
      CustomOriginConfig: config,
    });
  }
}

function ofType(resources: Record<string, Json>, type: string): readonly Json[] {
  return Object.values(resources).filter((resource) => isRecord(resource) && resource['Type'] === type);
}

describe('palisade check on a weakened example', () => {
  const folder = mkdtempSync(join(tmpdir(), 'palisade-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(rules.map((rule) => [rule.id, rule] as const))('exits 1 and names %s', (id, rule) => {
    const pass = findings.find((finding) => finding.rule === id && finding.status === 'pass');
    const [mutant] = pass ? [...deleted(pass), ...wrong(pass)] : [];
    const edge = sources.find(({ name }) => name.includes('prod-edge'))?.name ?? '';
    const weakened = mutant?.sources ?? withResources(sources, edge, additions[rule.id] ?? (() => {}));
    for (const { name, body } of weakened) writeFileSync(join(folder, name), JSON.stringify(body));
    const { code, out } = run('check', folder, '--only', id);
    expect(code).toBe(1);
    expect(out).toMatch(new RegExp(`(FAIL|UNKNOWN) +${id} `));
  });
});
