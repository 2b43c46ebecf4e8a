import { expect, test } from '@jest/globals';
import { gatewayNames, titleOf } from '../../../lambda/gateways/registry.ts';
import { setupGateway } from '../../../lib/cli/webhooks/setup.ts';
import { reportOnSetup, setupText } from '../../../lib/cli/webhooks/setup-report.ts';
import { subscriptionOf } from '../../../lib/cli/webhooks/subscription.ts';
import { plain } from '../../../lib/paint.ts';
import { accountOf } from '../../lambda/gateways/support/accounts.ts';
import { guide } from '../../lambda/gateways/support/guide.ts';
import { runInProcess } from '../support.ts';

const prod = ['--file', 'examples/boutique/storefront.yaml', '--environment', 'prod'];
const run = (...args: readonly string[]) =>
  runInProcess((output) => setupGateway([...args, ...prod], output));

test('says for one environment what its gateway has to be told', async () => {
  const { code, out, err } = await run('stripe');
  expect([code, err]).toEqual([0, '']);
  expect(out).toMatch(/^Stripe {2}mode live, facts corroborated as of \d{4}-\d\d-\d\d\n/);
  expect(out).toMatch(/\ncallback address\n {2}https:\/\/[a-z.]+\/callbacks\/stripe\n/);
  expect(out).toContain('\nevents\n  checkout.session.completed\n');
});

test('says the same as JSON', async () => {
  const { out } = await run('paypal', '--format', 'json');
  expect(JSON.parse(out)).toMatchObject({
    gateway: 'paypal',
    callbackAddress: expect.stringMatching(/\/callbacks\/paypal$/),
    events: subscriptionOf('paypal').events,
    callbackMembers: ['webhookId'],
    canApply: true,
  });
});

test.each([
  [['strpie'], 'found no such gateway, did you mean stripe?'],
  [['square'], 'prod does not use square, it uses stripe, paypal'],
  [['stripe', '--format', 'xml'], '--format: found xml, write text or json'],
  [['stripe', '--apply', '--format', 'json'], 'found --format beside --apply, leave one of them out'],
])('answers a mistake with one sentence: %j', async (args, sentence) => {
  expect(await run(...args)).toEqual({ code: 2, out: '', err: `palisade: ${sentence}\n` });
});

test.each(gatewayNames)('the guide and the command name the same events of %s', (name) => {
  const { events } = subscriptionOf(name);
  const row = guide()
    .split('\n')
    .find((line) => line.startsWith(`| ${titleOf(name)} | \`${events[0]}\``));
  expect(row).toContain(events.map((event) => `\`${event}\``).join(', '));
  const text = setupText(reportOnSetup(accountOf(name).config, 'shop.example'), plain);
  expect(text).toContain(`\n${events.map((event) => `  ${event}\n`).join('')}`);
});

test.each(gatewayNames)('whatever is not subscribed to at %s is a kind that tells of money', (name) => {
  const { events, unsubscribed } = subscriptionOf(name);
  expect(events.length).toBeGreaterThan(3);
  expect(Object.keys(unsubscribed).filter((kind) => events.includes(kind))).toEqual([]);
});

const byHand = gatewayNames.filter((name) => subscriptionOf(name).byHand !== undefined);

test('four gateways can be subscribed to by the command', () => {
  expect(gatewayNames.filter((name) => !byHand.includes(name))).toEqual([
    'stripe',
    'square',
    'paypal',
    'adyen',
  ]);
});
