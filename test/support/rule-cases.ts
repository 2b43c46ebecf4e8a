import { describe, expect, test } from '@jest/globals';
import type { Json, JsonRecord } from '../../lib/cloudformation/model/json.ts';
import { Model } from '../../lib/cloudformation/model/model.ts';
import type { TemplateSource } from '../../lib/cloudformation/model/types.ts';
import type { Observation } from '../../lib/policy/observation.ts';
import type { Rule } from '../../lib/policy/rule.ts';

/** A small template: resources by logical id, and any other sections. */
export interface Case {
  readonly resources: Readonly<Record<string, JsonRecord>>;
  readonly sections?: JsonRecord;
  /** `Metadata.Palisade`, for what only a storefront is asked. */
  readonly storefront?: JsonRecord;
  readonly region?: string;
  readonly account?: string;
}

interface RuleCases {
  /** Good templates, by what makes them worth testing; a rule that only finds fault has none. */
  readonly pass?: Readonly<Record<string, Case>>;
  /** Broken templates, and the whole messages that a person then reads. */
  readonly fail: Readonly<Record<string, Case & { readonly says: readonly string[] }>>;
  /** Templates whose answer only the deployment knows, and what is said about them. */
  readonly unknown: Readonly<Record<string, Case & { readonly says: readonly string[] }>>;
  /** Templates that the rule asks nothing of. */
  readonly notApplicable?: Readonly<Record<string, Case>>;
}

/** Runs a rule on plain templates, the way a linter's rule tester runs on source text. */
export function testRule(rule: Rule, { pass = {}, fail, unknown, notApplicable = {} }: RuleCases): void {
  describe(rule.id, () => {
    for (const [name, input] of Object.entries(pass)) {
      test(`passes ${name}`, () => {
        const seen = observations(rule, input);
        expect(seen.filter(({ status }) => status !== 'pass' && status !== 'notApplicable')).toEqual([]);
        expect(seen.some(({ status, path }) => status === 'pass' && path !== '')).toBe(true);
      });
    }
    test.each(Object.entries(fail))('fails %s', (_, { says, ...input }) => {
      expect(messages(observations(rule, input), 'fail')).toEqual(says);
    });
    test.each(Object.entries(unknown))('cannot decide %s', (_, { says, ...input }) => {
      expect(messages(observations(rule, input), 'unknown')).toEqual(says);
    });
    for (const [name, input] of Object.entries(notApplicable)) {
      test(`asks nothing of ${name}`, () => {
        expect(observations(rule, input).every(({ status }) => status === 'notApplicable')).toBe(true);
      });
    }
  });
}

/** What a rule sees in a small template, for every resource that it judges. */
export function observations(rule: Rule, input: Case): readonly Observation[] {
  const model = modelOf(input);
  return rule.types.flatMap((type) => model.ofType(type)).flatMap((subject) => rule.check(subject, model));
}

export function modelOf(input: Case): Model {
  return new Model([sourceOf(input)]);
}

/** A small template as it is read from a file. */
export function sourceOf({ resources, sections = {}, storefront, region, account }: Case): TemplateSource {
  const metadata: Record<string, Json> = storefront ? { Metadata: { Palisade: storefront } } : {};
  return {
    name: 'test.json',
    sha256: '',
    stackName: 'test',
    ...(region === undefined ? {} : { region }),
    ...(account === undefined ? {} : { account }),
    body: { ...sections, ...metadata, Resources: resources },
  };
}

function messages(seen: readonly Observation[], status: string): readonly string[] {
  return seen.filter((one) => one.status === status).map(({ message }) => message);
}
