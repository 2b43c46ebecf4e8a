import { describe, expect, test } from '@jest/globals';
import { rawQueryHeader } from '../../../lambda/gateways/delivery.ts';
import { functionRequestCode } from '../../../lib/constructs/edge/edge-code.ts';
import { runEdgeFunction } from '../../support/edge/engine.ts';

const code = functionRequestCode({ domain: 'shop.boutique.example', aliases: [], launch: 'live' });
const ask = (target: string, headers: Readonly<Record<string, string>> = {}) =>
  runEdgeFunction(code, { target, method: 'POST', headers }).answer;

describe('a request that a function answers', () => {
  test('keeps its path and carries its query as it was written', () => {
    const { uri, headers } = ask('/callbacks/stripe?b=2&a=1&b=%C3%BC&flag');
    expect(uri).toBe('/callbacks/stripe');
    expect(headers?.[rawQueryHeader]).toEqual({ value: 'b=2&a=1&b=%C3%BC&flag' });
  });

  test('loses a header by which a viewer pretends to another query', () => {
    const pretended = { 'X-Palisade-Raw-Query': 'signed=by-a-stranger' };
    expect(ask('/callbacks/stripe', pretended).headers?.[rawQueryHeader]).toBeUndefined();
    expect(ask('/callbacks/stripe?a=1', pretended).headers?.[rawQueryHeader]).toEqual({ value: 'a=1' });
  });

  test('with a query that is longer than any gateway sends arrives without the header', () => {
    const { headers } = ask(`/callbacks/stripe?${'a'.repeat(4097)}`);
    expect(headers?.[rawQueryHeader]).toBeUndefined();
  });
});
