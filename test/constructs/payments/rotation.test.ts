import { expect, test } from '@jest/globals';
import { gateways } from '../../../lambda/gateways/index.ts';
import { overlapSeconds } from '../../../lambda/gateways/rotation/overlap.ts';
import { exampleGateway, paymentsBy } from '../../support/gateways.ts';
import { exampleWith, onlyOne, synthesize } from '../../support/synth.ts';

const secondsOfDay = 24 * 60 * 60;

// Sooner, the version before the last would be lost while deliveries that it signed keep coming.
test.each(gateways.map(({ name }) => name))(
  "%s's keys are due only when the overlap with those before is over",
  (name) => {
    const integration = name === 'braintree' ? 'fields' : 'redirect';
    const payments = paymentsBy([exampleGateway(name, integration)]);
    const template = synthesize(exampleWith({ payments }), {
      context: { 'aws:cdk:disable-asset-staging': true },
    }).template('boutique-prod-payments');
    const { RotationRules } = onlyOne(template, 'AWS::SecretsManager::RotationSchedule');
    const [, days] = /^rate\((\d+) days\)$/.exec(RotationRules.ScheduleExpression) ?? [];
    expect(Number(days) * secondsOfDay).toBeGreaterThan(overlapSeconds(name));
  },
);
