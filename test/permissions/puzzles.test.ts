import { describe, expect, test } from '@jest/globals';
import type { JsonRecord } from '../../lib/cloudformation/model/json.ts';
import { Model } from '../../lib/cloudformation/model/model.ts';
import type { TemplateSource } from '../../lib/cloudformation/model/types.ts';
import { type Standing, standingOf } from '../../lib/permissions/format-readers.ts';
import { secretReaders } from '../../lib/permissions/secret-readers.ts';
import { boutiqueTemplates } from '../support/boutique.ts';
import { account, otherAccount, type Puzzle, puzzles, usual } from './puzzles.ts';

function template(name: string, resources: object, of: string | undefined): TemplateSource {
  const given = Object.entries(resources).filter(([, resource]) => resource !== null);
  const body = {
    Parameters: { Which: { Type: 'String' } },
    Resources: Object.fromEntries(given),
  } as unknown as JsonRecord;
  return { name, sha256: name, body, region: 'eu-west-1', ...(of === undefined ? {} : { account: of }) };
}

function standings({
  resources,
  elsewhere,
  account: own = account,
}: Puzzle): Readonly<Record<string, Standing>> {
  const model = new Model([
    template('shop.json', JSON.parse(JSON.stringify({ ...usual, ...resources })), own ?? undefined),
    ...(elsewhere ? [template('elsewhere.json', elsewhere, otherAccount)] : []),
  ]);
  const [found, ...others] = secretReaders(model);
  expect(others).toEqual([]);
  return Object.fromEntries([
    ...(found?.candidates ?? []).map((reader) => [reader.identity.resource.logicalId, standingOf(reader)]),
    ...(found?.others ?? []).map(({ resource }) => [resource.logicalId, 'cannot' as const]),
  ]);
}

describe('Who reads a secret', () => {
  test.each(puzzles)('$name', (puzzle) => {
    const { standing } = puzzle;
    expect(standings(puzzle)).toEqual(typeof standing === 'string' ? { Reader: standing } : standing);
  });

  test('is asked of as many puzzles as there are ways to hide an answer', () => {
    expect(puzzles.length).toBeGreaterThanOrEqual(40);
  });

  test('is asked of the example shop, where the four functions that talk to a gateway read its keys', () => {
    const [stripe] = secretReaders(new Model(boutiqueTemplates()));
    expect(stripe?.secret.property('Name').literal).toBe('boutique-prod/gateways/stripe');
    const found = stripe?.candidates.map((reader) => [
      reader.identity.resource.logicalId.replace(/Role.*/, ''),
      standingOf(reader),
    ]);
    expect(found).toEqual([
      ['PaymentSession', 'reads'],
      ['PaymentCallback', 'reads'],
      ['OrderWorker', 'reads'],
      ['TokenRotation', 'reads'],
    ]);
  });
});
