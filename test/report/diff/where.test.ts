import { describe, expect, test } from '@jest/globals';
import { Model } from '../../../lib/cloudformation/model/model.ts';
import { plain } from '../../../lib/paint.ts';
import { diffOf, weakens } from '../../../lib/policy/diff/diff.ts';
import { strictest } from '../../../lib/policy/judging.ts';
import { diffAsJson } from '../../../lib/report/diff/json.ts';
import { diffAsMarkdown } from '../../../lib/report/diff/markdown.ts';
import { diffAsText } from '../../../lib/report/diff/text.ts';

/** A key and something that no entry knows, of code whose line the assembly tells. */
function sideOf(rotation: boolean, colour: string) {
  const body = {
    Resources: {
      Key: {
        Type: 'AWS::KMS::Key',
        Metadata: { 'aws:cdk:path': 'shop/Key/Resource' },
        Properties: { EnableKeyRotation: rotation },
      },
      Sign: { Type: 'Vendor::Shop::Sign', Properties: { Colour: colour } },
    },
  };
  const source = { name: 'shop.json', sha256: '', body, madeAt: () => 'lib/shop.ts:12' };
  const written = { lineOf: () => 7 };
  return { model: new Model([{ ...source, written }]), findings: [] };
}

function compared(before: ReturnType<typeof sideOf>, after: ReturnType<typeof sideOf>) {
  return { ...diffOf(before, after), judging: strictest, rules: 0, lenience: [] };
}

const found = compared(sideOf(true, 'red'), sideOf(false, 'blue'));

describe('A weakening in a comparison', () => {
  test('stands with the line of the code and that of the template in each form', () => {
    expect(diffAsMarkdown(found)).toContain('`Key` (shop/Key/Resource, lib/shop.ts:12, shop.json:7)');
    expect(diffAsText(found, plain)).toContain(
      'AWS::KMS::Key  shop.json:7\n          shop/Key/Resource  lib/shop.ts:12\n',
    );
    expect(JSON.parse(diffAsJson(found)).weakenings).toEqual([
      expect.objectContaining({ logicalId: 'Key', line: 7, source: 'lib/shop.ts:12' }),
    ]);
  });

  test('is none where nobody knows what a property protects, and each form tells it', () => {
    const other = compared(sideOf(true, 'red'), sideOf(true, 'blue'));
    expect(weakens(other)).toBe(false);
    expect(diffAsText(other, plain)).toContain('not weighed  Sign Colour  Vendor::Shop::Sign: red → blue');
    expect(diffAsMarkdown(other)).toContain('#### Changed and not weighed');
    expect(JSON.parse(diffAsJson(other)).unweighed).toEqual([
      expect.objectContaining({ logicalId: 'Sign', path: 'Colour', before: 'red', after: 'blue' }),
    ]);
  });
});
