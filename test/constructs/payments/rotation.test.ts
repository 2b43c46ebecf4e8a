import { expect, test } from '@jest/globals';
import { gateways } from '../../../lambda/gateways/index.ts';
import { overlapSeconds } from '../../../lambda/gateways/rotation/overlap.ts';
import { linkDays } from '../../../lambda/shared/orders/order-link.ts';
import { exampleGateway, paymentsBy } from '../../support/gateways.ts';
import { exampleWith, ofType, synthesize } from '../../support/synth.ts';

const secondsOfDay = 24 * 60 * 60;

// Sooner, the version before the last would be lost while deliveries that it signed keep coming.
test('the key of links to orders is replaced twice only after every link that it signed has expired', () => {
  const template = synthesize(exampleWith({})).template('boutique-prod-payments');
  const schedule = ofType(template, 'AWS::SecretsManager::RotationSchedule').find(
    ([, { Properties }]) => Properties.SecretId === 'boutique-prod/order-link',
  );
  const [, days] =
    /^rate\((\d+) days\)$/.exec(schedule?.[1].Properties.RotationRules.ScheduleExpression) ?? [];
  expect(Number(days)).toBeGreaterThan(linkDays);
});

test.each(gateways.map(({ name }) => name))(
  "%s's keys are due only when the overlap with those before is over",
  (name) => {
    const integration = name === 'braintree' ? 'fields' : 'redirect';
    const payments = paymentsBy([exampleGateway(name, integration)]);
    const template = synthesize(exampleWith({ payments }), {
      context: { 'aws:cdk:disable-asset-staging': true },
    }).template('boutique-prod-payments');
    const schedule = ofType(template, 'AWS::SecretsManager::RotationSchedule').find(
      ([, { Properties }]) => Properties.SecretId === `boutique-prod/gateways/${name}`,
    );
    const expression = String(schedule?.[1].Properties.RotationRules.ScheduleExpression);
    const [, days] = /^rate\((\d+) days\)$/.exec(expression) ?? [];
    expect(Number(days) * secondsOfDay).toBeGreaterThan(overlapSeconds(name));
  },
);
