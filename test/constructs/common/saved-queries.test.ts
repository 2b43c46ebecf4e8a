import { describe, expect, test } from '@jest/globals';
import { createLog } from '../../../lambda/shared/log/log.ts';
import { exampleWith, ofType, synthesize } from '../../support/synth.ts';

const synthesis = synthesize(exampleWith({}));

interface Query {
  readonly name: string;
  readonly text: string;
  readonly groups: readonly string[];
}

/** The saved queries of a stack, with the names of the groups that they ask. */
function queriesOf(stack: string): readonly Query[] {
  const template = synthesis.template(`boutique-prod-${stack}`);
  return ofType(template, 'AWS::Logs::QueryDefinition').map(([, { Properties }]) => ({
    name: Properties.Name,
    text: Properties.QueryString,
    groups: Properties.LogGroupNames.map(
      ({ Ref }: { Ref: string }) => template.Resources[Ref]?.Properties.LogGroupName,
    ),
  }));
}

/** The fields that a query reads: words of its commands that are neither commands nor functions nor made by itself. */
function fieldsOf(text: string): readonly string[] {
  const bare = text.replace(/"[^"]*"/g, '').replace(/ \/(?:[^/\\]|\\.)+\//g, '');
  const made = new Set([...text.matchAll(/(?:as |\?<)(\w+)/g)].map(([, name]) => name));
  const words = bare.match(/@?[A-Za-z_][\w.]*(?!\w*\()/g) ?? [];
  return [...new Set(words)].filter((word) => !commands.has(word) && !made.has(word));
}

const commands = new Set(
  'fields filter stats sort limit parse by as and or not like in asc desc count min max sum latest ispresent'.split(
    ' ',
  ),
);

const always = ['@timestamp', '@message', '@log'];

/** A line as AWS documents it for each log. */
const lines: Readonly<Record<string, readonly string[]>> = {
  edge: [
    'action',
    'terminatingRuleId',
    'httpRequest.clientIp',
    'httpRequest.country',
    'httpRequest.uri',
    'httpRequest.httpMethod',
  ],
  network: [
    ...['srcAddr', 'dstAddr', 'dstPort', 'protocol', 'bytes', 'action'],
    ...['query_name', 'query_type', 'srcaddr', 'firewall_rule_action'],
  ],
  payments: fieldsOfFunctions(),
};

function fieldsOfFunctions(): readonly string[] {
  const written: string[] = [];
  const log = createLog((line) => written.push(line), { service: 'test', now: () => new Date(0) });
  log.error('failed', new Error('told'), {
    ...{ orderId: 'a', paymentId: 'a', eventId: 'a', messageId: 'a', requestId: 'a' },
    ...{ gateway: 'stripe', result: 'forged', statusCode: 401 },
  });
  return written.flatMap((line) => Object.keys(JSON.parse(line)));
}

describe.each(['edge', 'network', 'payments'])('the saved queries of %s', (stack) => {
  const queries = queriesOf(stack);

  test('read nothing that a line of their logs does not have', () => {
    const known = new Set([...always, ...(lines[stack] ?? [])]);
    const unknown = queries.flatMap(({ name, text }) =>
      fieldsOf(text)
        .filter((field) => !known.has(field))
        .map((field) => `${name}: ${field}`),
    );
    expect(unknown).toEqual([]);
    expect(queries.flatMap(({ text }) => fieldsOf(text)).length).toBeGreaterThan(3);
  });

  test('ask groups of their own stack', () => {
    for (const { groups } of queries) {
      expect(groups.length).toBeGreaterThan(0);
      expect(groups).not.toContain(undefined);
    }
  });
});

test('each question that an incident raises has its query', () => {
  const names = ['edge', 'network', 'payments'].flatMap(queriesOf).map(({ name }) => name);
  expect(names.map((name) => name.replace('boutique-prod-', '')).sort()).toEqual([
    'callbacks-refused',
    'connections-out',
    'connections-rejected',
    'firewall-blocked',
    'firewall-callbacks-counted',
    'firewall-callbacks-refused',
    'firewall-requests-to-path',
    'firewall-scanner',
    'firewall-would-block',
    'function-errors',
    'names-refused',
    'order-history',
  ]);
});

test('what happened to an order is asked of every function that takes payments', () => {
  const [history] = queriesOf('payments').filter(({ name }) => name.endsWith('order-history'));
  expect(history?.groups.map((name) => name.split('/').at(-1)?.replace('boutique-prod-', '')).sort()).toEqual(
    expect.arrayContaining(['order-worker', 'outbox', 'payment-callback', 'payment-session']),
  );
});

test('each log group masks card numbers for whoever may not unmask them', () => {
  const groups = ['edge', 'network', 'payments'].flatMap((stack) =>
    ofType(synthesis.template(`boutique-prod-${stack}`), 'AWS::Logs::LogGroup'),
  );
  const operations = groups.map(([, { Properties }]) =>
    Properties.DataProtectionPolicy?.Statement.map(
      ({ Operation }: { Operation: object }) => Object.keys(Operation)[0],
    ),
  );
  expect(operations.length).toBeGreaterThan(8);
  expect(operations).toEqual(groups.map(() => ['Audit', 'Deidentify']));
  expect(JSON.stringify(groups)).toContain('data-identifier/CreditCardNumber');
});
