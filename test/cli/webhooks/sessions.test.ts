import { expect, test } from '@jest/globals';
import { gatewayOf } from '../../../lambda/gateways/index.ts';
import { gatewayNames, supportedIntegrations } from '../../../lambda/gateways/registry.ts';
import { sessionsAsOf, sessionsOf } from '../../../lib/cli/webhooks/sessions.ts';
import { reportOnSetup, setupText } from '../../../lib/cli/webhooks/setup-report.ts';
import { plain } from '../../../lib/paint.ts';
import { accountOf } from '../../lambda/gateways/support/accounts.ts';
import { sessionGuide } from '../../lambda/gateways/support/session-guide.ts';

test.each(gatewayNames)(
  'what the kit makes at %s is known for each integration in which it makes something',
  (name) => {
    const known = sessionsOf(name).flatMap(({ integrations }) => integrations);
    expect([...known].sort()).toEqual(
      supportedIntegrations(name)
        .filter((each) => each !== 'server')
        .sort(),
    );
  },
);

test.each(gatewayNames)('what of %s can be ended and asked is said as its adapter does it', (name) => {
  const { endSession, confirm } = gatewayOf(name);
  const facts = sessionsOf(name);
  expect(facts.some(({ endedBy }) => endedBy !== undefined)).toBe(endSession !== undefined);
  expect(facts.some(({ askedBy }) => askedBy !== undefined)).toBe(confirm !== undefined);
  for (const { endedBy, notEnded, askedBy, notAsked, ends } of facts) {
    expect(endedBy === undefined ? (notEnded ?? ends) : endedBy).not.toBe('');
    // A card that was sent has been charged by the time that anything could be ended.
    expect([endedBy, notEnded].filter((each) => each !== undefined)).toHaveLength(
      ends.startsWith('at once') ? 0 : 1,
    );
    expect([askedBy, notAsked].filter((each) => each !== undefined)).toHaveLength(1);
  }
});

test('the guide and the command say how what cannot be ended ends', () => {
  const { config } = accountOf('paystack');
  const text = setupText(reportOnSetup(config, 'shop.example'), plain);
  const [facts] = sessionsOf('paystack');
  expect(text).toContain(
    `\n  transaction (verified as of ${sessionsAsOf})\n  ends: ${facts?.ends}\n  not ended: ${facts?.notEnded}\n`,
  );
  expect(sessionGuide()).toContain(`| ${facts?.ends} | ${facts?.notEnded} | ${facts?.askedBy} |`);
  expect(reportOnSetup({ ...config, integration: 'server' }, 'shop.example').sessions).toEqual([]);
});
