import { expect, test } from '@jest/globals';
import { isList, isRecord, type Json } from '../../../../lib/cloudformation/model/json.ts';
import type { Model } from '../../../../lib/cloudformation/model/model.ts';
import { hdrRules } from '../../../../lib/policy/rules/hdr/index.ts';
import { type Case, modelOf } from '../../../support/rule-cases.ts';
import { type Change, foreign, shop } from './shop.ts';

const strange: readonly Json[] = [
  7,
  null,
  '',
  [],
  {},
  [[]],
  [null],
  { Ref: 5 },
  { 'Fn::If': [] },
  '${',
  ',;"(',
];

const kinds: Readonly<Record<string, (...changes: Change[]) => Case>> = { storefront: shop, foreign };

test.each(Object.entries(kinds))(
  'whatever stands where something else is due in a %s, each rule has an answer',
  (_, make) => {
    const models = pathsOf(make().resources as Json, '').flatMap((path) =>
      strange.map((value) => modelOf(make([path, value]))),
    );
    expect(models.flatMap(silent)).toEqual([]);
  },
);

/** Rules that say nothing about a resource; a rule that throws fails the test by itself. */
function silent(model: Model): readonly string[] {
  return hdrRules.flatMap((rule) =>
    rule.types
      .flatMap((type) => model.ofType(type))
      .filter((resource) => rule.check(resource, model).length === 0)
      .map(() => rule.id),
  );
}

function pathsOf(node: Json, path: string): readonly string[] {
  const inside = isList(node)
    ? node.flatMap((item, index) => pathsOf(item, `${path}[${index}]`))
    : isRecord(node)
      ? Object.entries(node).flatMap(([key, item]) => pathsOf(item, path === '' ? key : `${path}.${key}`))
      : [];
  return path === '' || path.endsWith('.Type') ? inside : [path, ...inside];
}
