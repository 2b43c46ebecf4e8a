import { describe, expect, test } from '@jest/globals';
import { answerTo } from '../../../lambda/payment-session/answers.ts';
import { isProblem, problems } from '../../../lambda/payment-session/problem.ts';
import { elementsOf } from '../../../lambda/shared/site/html.ts';
import en from '../../../lambda/shared/texts/languages/en.json' with { type: 'json' };
import { knownLanguages, type Texts, wordsIn } from '../../../lambda/shared/texts/texts.ts';
import { addresses } from './support/shop.ts';

const words = wordsIn(knownLanguages, ['en']);
const person = { ...addresses, wantsJson: false, words };
const script = { ...addresses, wantsJson: true, words };
const spoken = (language: string) => ({
  'content-language': [language],
  vary: ['Accept, Accept-Language'],
});
const type = (contentType: string) => ({
  'cache-control': ['no-store'],
  'x-content-type-options': ['nosniff'],
  'content-type': [contentType],
});
const json = type('application/json; charset=utf-8');

const codes = Object.keys(problems) as (keyof typeof problems)[];
const textOf = (body: string, tag: string) => elementsOf(body).find((element) => element.tag === tag)?.text;

describe.each([...knownLanguages.keys()])('in the language %s', (language) => {
  const words = wordsIn(knownLanguages, [language]);

  test('whose cart is elsewhere, a person is led there', () => {
    const elsewhere = { ...person, words, cartUrl: 'https://shop.example/handlekurv/' };
    const { body } = answerTo({ problem: 'cart_outdated' }, elsewhere);
    expect(body).toContain('href="https://shop.example/handlekurv/"');
  });

  test.each(codes)('a person who meets %s is told what to do next', (problem) => {
    const { statusCode, multiValueHeaders, body } = answerTo({ problem }, { ...person, words });
    expect(statusCode).toBe(problems[problem].status);
    expect(multiValueHeaders).toMatchObject({ ...type('text/html; charset=utf-8'), ...spoken(language) });
    const { say } = words;
    const title = say(`problem.${problem}.title`);
    expect(['title', 'h1', 'p'].map((tag) => textOf(body, tag))).toEqual([
      title,
      title,
      say(`problem.${problem}.detail`),
    ]);
    const elements = elementsOf(body);
    const valuesOf = (tag: string) =>
      elements.find((element) => element.tag === tag)?.attributes.map(({ value }) => value);
    expect(valuesOf('html')).toEqual([language]);
    expect(valuesOf('a')).toEqual([
      expect.stringMatching(/^https:\/\/shop\.example\/(?:(?:cart|checkout)\/)?$/),
    ]);
    // The policy of the shop's pages would run none of these.
    expect(elements.filter(({ tag }) => ['script', 'style'].includes(tag))).toEqual([]);
  });

  test.each(codes)('a script that meets %s is told its code and the same words', (problem) => {
    const { statusCode, multiValueHeaders, body } = answerTo({ problem }, { ...script, words });
    expect(statusCode).toBe(problems[problem].status);
    expect(multiValueHeaders).toMatchObject({ ...type('application/problem+json'), ...spoken(language) });
    expect(JSON.parse(body)).toEqual({
      type: `https://shop.example/api/problems/${problem}`,
      title: words.say(`problem.${problem}.title`),
      status: statusCode,
      detail: words.say(`problem.${problem}.detail`),
      code: problem,
    });
  });
});

test('when it is worth trying again is told in a header', () => {
  const { multiValueHeaders } = answerTo({ problem: 'gateway_unavailable', retryAfterSeconds: 12 }, script);
  expect(multiValueHeaders).toMatchObject({ 'retry-after': ['12'] });
});

test('a text of a shop that holds markup is shown as text', () => {
  const markup = `<script>alert('1')</script>`;
  const all = Object.fromEntries(Object.keys(en).map((name) => [name, markup])) as Texts;
  const words = wordsIn(new Map([['en', all]]), []);
  const problem = { problem: 'invalid_fields', errors: [{ field: 'name', code: 'missing' }] } as const;
  const { body } = answerTo(problem, { ...person, words });
  expect(['title', 'h1', 'p', 'li', 'a'].map((tag) => textOf(body, tag))).toEqual(Array(5).fill(markup));
  expect(elementsOf(body).filter(({ tag }) => tag === 'script')).toEqual([]);
});

describe('a payment that goes on', () => {
  const redirect = { outcome: 'redirect', url: 'https://checkout.stripe.com/c/1' } as const;
  const page = {
    outcome: 'page',
    gateway: 'stripe',
    integration: 'fields',
    mode: 'live',
    scripts: [{ url: 'https://js.stripe.com/endive/stripe.js' }],
    data: { clientSecret: 'cs_1', publishableKey: 'pk' },
    amount: { minor: 14200, gatewayUnits: 14200, decimal: '142.00', currency: 'EUR' },
    returnUrl: 'https://shop.example/checkout/done/',
    challenge: 'redirect',
    expiresAt: '2026-11-22T13:00:00.000Z',
  } as const;
  const post = {
    outcome: 'post',
    url: 'https://accept.authorize.net/payment/payment',
    fields: { token: 't' },
  } as const;

  test('elsewhere is a redirect for a person, and an address for a script', () => {
    expect(answerTo(redirect, person)).toMatchObject({
      statusCode: 303,
      multiValueHeaders: { location: [redirect.url], 'cache-control': ['no-store'] },
      body: '',
    });
    expect(answerTo(redirect, script)).toEqual({
      statusCode: 200,
      multiValueHeaders: json,
      body: JSON.stringify(redirect),
    });
  });

  test('with a form is a page with a button for a person, and the fields for a script', () => {
    const { statusCode, body } = answerTo(post, person);
    expect(statusCode).toBe(200);
    const elements = elementsOf(body);
    const attributes = (tag: string) =>
      elements
        .filter((element) => element.tag === tag)
        .map((element) => Object.fromEntries(element.attributes.map(({ name, value }) => [name, value])));
    expect(attributes('form')).toEqual([{ method: 'post', action: post.url }]);
    expect(attributes('input')).toEqual([{ type: 'hidden', name: 'token', value: 't' }]);
    expect(elements.find(({ tag }) => tag === 'button')?.text).toBe('Continue to payment');
    expect(attributes('script')).toEqual([]);
    expect(JSON.parse(answerTo(post, script).body)).toEqual(post);
  });

  test('with a form says who sees the card, where both pages are encrypted', () => {
    const said = 'You pay on a page of accept.authorize.net; this shop never sees your card.';
    expect(answerTo(post, person).body).toContain(said);
    for (const [paid, reader] of [
      [{ ...post, url: 'http://accept.authorize.net/payment/payment' }, person],
      [post, { ...person, checkoutUrl: 'http://shop.example/checkout/' }],
    ] as const) {
      expect(answerTo(paid, reader).body).not.toContain('never sees');
    }
  });

  test('with a form whose fields hold markup, holds them as text', () => {
    const value = `"><script>alert('1')</script>&amp;`;
    const { body } = answerTo({ ...post, fields: { [value]: value } }, person);
    const [input] = elementsOf(body).filter(({ tag }) => tag === 'input');
    expect(input?.attributes.map((attribute) => attribute.value)).toEqual(['hidden', value, value]);
    expect(body).not.toContain('<script');
  });

  test('in the page is JSON for whoever asks', () => {
    for (const reader of [person, script]) {
      expect(answerTo(page, reader)).toEqual({
        statusCode: 200,
        multiValueHeaders: json,
        body: JSON.stringify(page),
      });
    }
  });

  test.each(['paid', 'authorised', 'pending'] as const)('without the shopper is told as %s', (outcome) => {
    const url = 'https://shop.example/checkout/done/';
    const charged = { outcome, paymentId: 'pay-1' };
    expect(answerTo(charged, person)).toMatchObject({
      statusCode: 303,
      multiValueHeaders: { location: [url] },
    });
    expect(JSON.parse(answerTo(charged, script).body)).toEqual({ outcome, url });
  });

  test('only once the issuer has seen the shopper, hands the challenge to the page', () => {
    const challenge = { url: 'https://acs.example/challenge', creq: 'eyJ' };
    const { body } = answerTo({ outcome: 'challenge', paymentId: 'pay-1', challenge }, script);
    expect(JSON.parse(body)).toEqual({
      outcome: 'challenge',
      challenge,
      url: 'https://shop.example/checkout/done/',
    });
  });
});

test('what went wrong can be told from what goes on', () => {
  expect([isProblem({ problem: 'declined' }), isProblem({ taken: true })]).toEqual([true, false]);
});
