import { describe, expect, test } from '@jest/globals';
import { answerTo } from '../../../lambda/payment-session/answers.ts';
import { isProblem, type Problem, problems } from '../../../lambda/payment-session/problem.ts';
import { elementsOf } from '../../../lambda/shared/site/html.ts';
import { shopUrl } from './support/shop.ts';

const person = { wantsJson: false, shopUrl };
const script = { wantsJson: true, shopUrl };
const type = (contentType: string) => ({
  'cache-control': ['no-store'],
  'x-content-type-options': ['nosniff'],
  'content-type': [contentType],
});
const json = type('application/json; charset=utf-8');

test.each(Object.keys(problems))('a person who meets %s is told what to do next', (name) => {
  const problem = { problem: name } as Problem;
  const { statusCode, multiValueHeaders, body } = answerTo(problem, person);
  const { status, title, message } = problems[problem.problem];
  expect(statusCode).toBe(status);
  expect(multiValueHeaders).toMatchObject(type('text/html; charset=utf-8'));
  const elements = elementsOf(body);
  const textOf = (tag: string) => elements.find((element) => element.tag === tag)?.text;
  expect([textOf('title'), textOf('h1'), textOf('p')]).toEqual([title, title, message]);
  const link = elements.find(({ tag }) => tag === 'a');
  expect(link?.attributes.map(({ value }) => value)).toEqual([
    expect.stringMatching(/^https:\/\/shop\.example\/(cart|checkout)\/$/),
  ]);
  // The policy of the shop's pages would run none of these.
  expect(elements.filter(({ tag }) => ['script', 'style'].includes(tag))).toEqual([]);
});

test.each(Object.keys(problems))('a script that meets %s is told its name and the same words', (name) => {
  const problem = { problem: name } as Problem;
  const { statusCode, multiValueHeaders, body } = answerTo(problem, script);
  const { status, message } = problems[problem.problem];
  expect(statusCode).toBe(status);
  expect(multiValueHeaders).toMatchObject(json);
  expect(JSON.parse(body)).toEqual({ problem: name, message });
});

test('when it is worth trying again is told in a header', () => {
  const { multiValueHeaders } = answerTo({ problem: 'gateway_unavailable', retryAfterSeconds: 12 }, script);
  expect(multiValueHeaders).toEqual({ ...json, 'retry-after': ['12'] });
});

describe('a payment that goes on', () => {
  const redirect = { outcome: 'redirect', url: 'https://checkout.stripe.com/c/1' } as const;
  const submitted = { outcome: 'submitted', paymentId: 'pay-1' } as const;
  const page = { outcome: 'page', data: { clientSecret: 'cs_1', publishableKey: 'pk' } } as const;
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

  test('without the shopper ends at the page that thanks them', () => {
    const url = 'https://shop.example/checkout/done/';
    expect(answerTo(submitted, person)).toMatchObject({
      statusCode: 303,
      multiValueHeaders: { location: [url] },
    });
    expect(JSON.parse(answerTo(submitted, script).body)).toEqual({ outcome: 'submitted', url });
  });
});

test('what went wrong can be told from what goes on', () => {
  expect([isProblem({ problem: 'declined' }), isProblem({ taken: true })]).toEqual([true, false]);
});
