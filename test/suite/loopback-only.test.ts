import { connect } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import { describe, expect, test } from '@jest/globals';

const refusal = /a test reaches for api\.stripe\.com, and may contact this machine only/;

describe('a test that reaches for another host fails:', () => {
  test('by fetch', async () => {
    const failure = await fetch('https://api.stripe.com/').catch((error: Error) => error);
    expect(failure).toMatchObject({ cause: { message: expect.stringMatching(refusal) } });
  });

  test('by a socket', () => {
    expect(() => connect(443, 'api.stripe.com')).toThrow(refusal);
    expect(() => connect({ host: 'api.stripe.com', port: 443 })).toThrow(refusal);
  });

  test('by TLS', () => {
    expect(() => connectSecurely({ host: 'api.stripe.com', port: 443 })).toThrow(refusal);
  });
});
