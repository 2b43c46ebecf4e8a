import { describe, expect, test } from '@jest/globals';
import { run } from '../../support/run.ts';
import { historyOf, order, paid, simulate, simulateText } from './support.ts';

describe('a file that cannot be used is refused in one sentence', () => {
  const good = historyOf([paid()]);
  const refused = (sentence: string) => ({ code: 2, out: '', err: `palisade: FILE: ${sentence}\n` });

  test.each([
    [
      'an order that is no object',
      { order: 1 },
      'order: found a number, write { "reference": "…", "amountMinor": 4250, "currency": "EUR" }',
    ],
    [
      'an order without a reference',
      { order: { ...order, reference: undefined } },
      'order: found no reference, write it as text',
    ],
    [
      'an empty reference',
      { order: { ...order, reference: '' } },
      "order: reference is empty, write the order's reference",
    ],
    [
      'a currency in small letters',
      { order: { ...order, currency: 'eur' } },
      'order: currency is none of ISO 4217, write three capital letters such as EUR',
    ],
    [
      'an amount with a fraction',
      { order: { ...order, amountMinor: 42.5 } },
      'order: amountMinor is 42.5, write a whole number in the smallest unit, such as 4250',
    ],
    [
      'an amount as text',
      { order: { ...order, amountMinor: '4250' } },
      'order: amountMinor is text, write a whole number in the smallest unit, such as 4250',
    ],
    [
      'a misspelt member of the order',
      { order: { ...order, currenzy: 'EUR' } },
      'order: found currenzy, did you mean currency?',
    ],
    ['a misspelt member', { deliverys: [] }, 'found deliverys, did you mean deliveries?'],
    ['a misspelt gateway', { gateway: 'stirpe' }, 'gateway is none that the kit knows, did you mean stripe?'],
    [
      'an integration that there is not',
      { integration: 'popup' },
      'integration is none of its values, write redirect, iframe, fields, server',
    ],
    ['a mode that there is not', { mode: 'sandbox' }, 'mode is none of its values, write live, test'],
    ['settings that are a list', { settings: [] }, 'settings: found a list, write { "currency": "EUR" }'],
    [
      'a time that is none',
      { now: 'yesterday' },
      'now is no time, write one such as 2026-01-01T00:00:00Z or 1767225600',
    ],
    ['no list of deliveries', { deliveries: {} }, 'deliveries is an object, write a list'],
    ['a delivery that is text', { deliveries: ['x'] }, 'deliveries[0]: found text, write { "body": { … } }'],
    [
      'a delivery without a body',
      { deliveries: [{}] },
      'deliveries[0]: found no body, write body, bodyBase64, form or xml',
    ],
    [
      'a delivery with two bodies',
      { deliveries: [{ body: {}, xml: '' }] },
      'deliveries[0]: found body and xml, write one of them',
    ],
    [
      'a misspelt member of a delivery',
      { deliveries: [{ boddy: {} }] },
      'deliveries[0]: found boddy, did you mean body?',
    ],
    [
      'a body that is no base64',
      { deliveries: [{ bodyBase64: '%' }] },
      'deliveries[0]: bodyBase64: found text that is not padded base64 on one line, encode the bytes anew',
    ],
    [
      'a form with a list',
      { deliveries: [{ form: { a: [] } }] },
      'deliveries[0]: form: a is a list, write text',
    ],
    [
      'a query that is a list',
      { deliveries: [{ body: {}, query: [] }] },
      'deliveries[0]: query: found a list, write text, or { "name": "value" }',
    ],
    [
      'headers that are text',
      { deliveries: [{ body: {}, headers: 'x' }] },
      'deliveries[0]: found no headers, write { "Name": "value" } or [["Name", "value"]]',
    ],
    [
      'a delivery at no time',
      { deliveries: [{ body: {}, at: true }] },
      'deliveries[0]: at is no time, write one such as 2026-01-01T00:00:00Z or 1767225600',
    ],
    [
      'answers that are no list',
      { deliveries: [{ body: {}, answers: {} }] },
      'deliveries[0]: answers is an object, write a list of JSON bodies',
    ],
  ])('%s', (_, change, sentence) => {
    expect(simulate({ ...good, ...change }, '--unsigned')).toEqual(refused(sentence));
  });

  test.each([
    [
      'no secret',
      {},
      'secret: found none, write the secret that signed the deliveries, or take them as verified with --unsigned',
    ],
    [
      'a secret that is a number',
      { secret: 1 },
      'secret: found a number, write text, or { "signingSecret": "…" }',
    ],
    [
      'three secrets',
      { secret: ['a', 'b', 'c'] },
      'secret: found 3 of them, write one, or the current and the previous',
    ],
  ])('%s, where signatures are judged', (_, change, sentence) => {
    expect(simulate({ ...good, ...change })).toEqual(refused(sentence));
  });

  test.each([
    [
      'text that is not JSON',
      '{',
      'found text that is not JSON, write { "order": { "reference": "…", "amountMinor": 4250, "currency": "EUR" }, "gateway": "stripe", "deliveries": [ … ] }',
    ],
    [
      'a list',
      '[]',
      'found a list, write { "order": { "reference": "…", "amountMinor": 4250, "currency": "EUR" }, "gateway": "stripe", "deliveries": [ … ] }',
    ],
  ])('%s', (_, text, sentence) => {
    expect(simulateText(text)).toEqual(refused(sentence));
  });

  test('one that is not there', () => {
    expect(run('order', 'simulate', '/nowhere.json')).toEqual({
      code: 2,
      out: '',
      err: 'palisade: /nowhere.json: cannot be read (ENOENT), name a file that exists and that you may read\n',
    });
  });

  test('and so are a call without one, and a format that there is not', () => {
    expect(run('order', 'simulate')).toMatchObject({
      code: 2,
      err: expect.stringContaining('found no file, name one'),
    });
    expect(simulate(good, '--format', 'xml')).toMatchObject({
      code: 2,
      err: expect.stringContaining('--format: found xml, write text or json'),
    });
  });
});
