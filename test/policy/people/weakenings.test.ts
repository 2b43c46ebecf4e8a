import { describe, expect, test } from '@jest/globals';
import { parseRecord } from '../../../lib/cloudformation/input/parse.ts';
import { Model } from '../../../lib/cloudformation/model/model.ts';
import type { TemplateSource } from '../../../lib/cloudformation/model/types.ts';
import { evaluate } from '../../../lib/policy/evaluate.ts';
import { isBlocking } from '../../../lib/policy/finding.ts';
import { rules } from '../../../lib/policy/rules/index.ts';
import type { Change } from '../../support/changes.ts';
import { type Case, sourceOf } from '../../support/rule-cases.ts';
import { foreignSignIn, signIn } from '../rules/auth/sign-in.ts';
import { type Harmless, harmlessPools, harmlessTrust } from './harmless.ts';
import { trust } from './trust.ts';
import { weakenedPools } from './weakened-pools.ts';
import { type Weakening, weakenedTrust } from './weakened-trust.ts';
import { weakenedInWriting, written } from './written.ts';

const judging = rules.filter(({ id }) => /^(AUTH|IAM)-/.test(id));

/** The rules about sign-in and rights that object to a template. */
function objecting(source: TemplateSource): readonly string[] {
  const found = evaluate(new Model([source]), judging).filter(isBlocking);
  return [...new Set(found.map(({ rule }) => rule))];
}

const bases: Readonly<Record<string, (...changes: readonly Change[]) => Case>> = {
  'a shop that signs people in': signIn,
  'a foreign template that signs people in': foreignSignIn,
  'a template with roles for everybody': trust,
};

describe.each<[string, readonly Weakening[], readonly Harmless[]]>([
  ['a shop that signs people in', weakenedPools, harmlessPools],
  ['a foreign template that signs people in', weakenedPools, harmlessPools],
  ['a template with roles for everybody', weakenedTrust, harmlessTrust],
])('Of %s', (base, weakenings, harmless) => {
  const make = bases[base] as (typeof bases)[string];

  test('no rule objects to it as it is', () => {
    expect(objecting(sourceOf(make()))).toEqual([]);
  });

  test.each(weakenings)('%s, and %s objects', (_, rule, ...changes) => {
    expect(objecting(sourceOf(make(...changes)))).toContain(rule);
  });

  test.each(harmless)('%s, and no rule objects', (_, ...changes) => {
    expect(objecting(sourceOf(make(...changes)))).toEqual([]);
  });
});

function sourceIn(text: string): TemplateSource {
  const body = parseRecord(text, 'template.yaml');
  return { name: 'template.yaml', sha256: '', account: '111111111111', region: 'eu-west-1', body };
}

describe('Of a template that is written by hand', () => {
  test('no rule objects to it as it is', () => {
    expect(objecting(sourceIn(written))).toEqual([]);
  });

  test.each(weakenedInWriting)('%s, and %s objects', (_, rule, from, to) => {
    expect(written).toContain(from);
    expect(objecting(sourceIn(written.replace(from, to)))).toContain(rule);
  });
});

test('at least sixty weakenings and twenty-five harmless changes are tried, each under a name of its own', () => {
  const weakened = [...weakenedPools, ...weakenedTrust].map(([name]) => name);
  const unharmed = [...harmlessPools, ...harmlessTrust].map(([name]) => name);
  expect(weakened.length).toBeGreaterThanOrEqual(60);
  expect(unharmed.length).toBeGreaterThanOrEqual(25);
  expect(new Set([...weakened, ...unharmed]).size).toBe(weakened.length + unharmed.length);
});
