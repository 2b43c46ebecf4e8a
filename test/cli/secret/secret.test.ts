import { expect, test } from '@jest/globals';
import { runSecret } from './support.ts';

test.each([
  [['--help'], 0, /^Stage keys of gateways, and of the webhook about orders \(notify\)/],
  [[], 2, /^Stage keys of gateways, and of the webhook about orders \(notify\)/],
  [['stage', '--help'], 0, /^Store a new secret of a gateway/],
  [['status', '-h'], 0, /^List the versions of each gateway's secret/],
  [['revoke-previous', '--help'], 0, /^Stop using the previous keys/],
])('explains itself: %j', async (args, code, start) => {
  const result = await runSecret({}, ...args);
  expect(result).toEqual({ code, out: expect.stringMatching(start), err: '' });
});

const prod = ['--file', 'examples/boutique/storefront.yaml', '--environment', 'prod'];

test.each([
  [['stge'], 'found no such command, did you mean secret stage?'],
  [['whsec_1'], 'found no such command, write secret stage, status, revoke-previous'],
  [['stage', ...prod], 'found no gateway, name one'],
  [['stage', 'strpie', ...prod], 'found no such gateway, did you mean stripe?'],
  [
    ['stage', 'notify', ...prod],
    'prod tells no webhook, write orders.notify into the storefront file and deploy it first',
  ],
  [['stage', 'square', ...prod], 'prod does not use square, it uses stripe, paypal'],
  [
    ['revoke-previous', 'stripe', 'paypal', ...prod],
    'found 2 arguments, name one gateway; secrets come from standard input alone',
  ],
  [['status', '--format', 'xml', ...prod], '--format: found xml, write text or json'],
])('answers a mistake with one sentence: %j', async (args, sentence) => {
  expect(await runSecret({}, ...args)).toEqual({ code: 2, out: '', err: `palisade: ${sentence}\n` });
});
