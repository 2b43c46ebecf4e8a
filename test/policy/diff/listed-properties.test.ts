import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { Model } from '../../../lib/cloudformation/model/model.ts';
import { packagePath } from '../../../lib/package-root.ts';
import { canonical } from '../../../lib/policy/diff/canonical.ts';
import { differences } from '../../../lib/policy/diff/differences.ts';
import { directionsOf } from '../../../lib/policy/diff/directed-properties.ts';
import { isListed } from '../../../lib/policy/diff/unlisted-changes.ts';

const folder = packagePath('test', 'golden');
const files = readdirSync(folder).filter((name) => name.endsWith('.template.json'));

/** Each place of the kit's templates, by type. */
const places = new Set(
  files.flatMap((name) => {
    const body = JSON.parse(readFileSync(`${folder}/${name}`, 'utf8'));
    const [template] = new Model([{ name, sha256: '', body }]).templates;
    return [...(template?.resources.values() ?? [])].flatMap((resource) => {
      const properties = canonical(resource.attribute('Properties'), new Map());
      return differences(undefined, properties).map(({ pattern }) => `${resource.type} ${pattern}`);
    });
  }),
);

test('Each type of the kit’s templates is listed completely, so that no change of it passes unseen', () => {
  const types = new Set([...places].map((place) => place.split(' ')[0] ?? ''));
  expect(types.size).toBeGreaterThan(70);
  expect([...types].filter((type) => directionsOf(type)?.complete !== true)).toEqual([]);
});

test('Each property that the kit’s templates write protects in a direction that is listed, or is said to protect nothing', () => {
  expect(places.size).toBeGreaterThan(400);
  const unlisted = [...places].filter((place) => {
    const [type = '', pattern = ''] = place.split(' ');
    return !isListed(type, pattern);
  });
  // These are for a person to look at, whichever way they change.
  expect(unlisted.sort()).toEqual([]);
});
