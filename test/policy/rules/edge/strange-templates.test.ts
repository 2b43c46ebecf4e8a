import { expect, test } from '@jest/globals';
import { isList, isRecord, type Json } from '../../../../lib/cloudformation/model/json.ts';
import type { Model } from '../../../../lib/cloudformation/model/model.ts';
import { edgeRules } from '../../../../lib/policy/rules/edge/index.ts';
import { modelOf } from '../../../support/rule-cases.ts';
import { shop } from './shop.ts';

const strange: readonly Json[] = [7, null, '', [], {}, [[]], { Ref: 5 }, { 'Fn::If': [] }, '${'];

test('whatever stands where something else is due, each rule has an answer', () => {
  for (const [index, path] of pathsOf(shop().resources, '').entries()) {
    const some = strange.filter((_, position) => position % 3 === index % 3);
    for (const value of some) expect(silent(modelOf(shop([path, value])))).toEqual([]);
  }
});

/** Rules that say nothing about a resource; a rule that throws fails the test by itself. */
function silent(model: Model): readonly string[] {
  return edgeRules.flatMap((rule) =>
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
