import * as z from 'zod';
import { challenges, integrations, modes } from '../../../lambda/gateways/gateway-config.ts';
import { gatewayNames } from '../../../lambda/gateways/registry.ts';
import { type CheckRule, checkRules } from '../../../lambda/shared/orders/check-policy.ts';
import { choice, day, names, section, text, words } from './fields.ts';

// The gateway registry knows what each gateway asks for; a rule holds these settings against it.
const ownSetting = z.unknown().meta({
  description: "A setting of this gateway's own; the gateways and their settings are listed at the end.",
  type: 'string',
});

/** The settings that every gateway has; what else stands in a row is the gateway's own. */
export const gatewayShape = {
  // The rules judge the name: a refused gateway deserves its own sentence, a misspelt one a suggestion.
  name: z
    .string({ error: 'the name of a gateway, such as stripe' })
    .meta({ description: 'Which gateway.', enum: gatewayNames }),
  mode: choice('Whether real money moves: live in production, test elsewhere.', modes),
  integration: choice(
    "How the checkout meets the gateway: redirect sends the shopper to the gateway's page, iframe shows that page inside the shop's, fields embeds single card fields, server takes card numbers itself (needs saqD).",
    integrations,
  ),
  threeDSecure: choice(
    "Where the card issuer's challenge is shown: on its own page, or in a frame inside the checkout, which widens the CSP of the payment page to any https frame. Fields of Authorize.Net show none: their cards are charged without 3-D Secure.",
    challenges,
  ).default('redirect'),
  currencies: z
    .array(
      text('An ISO 4217 code.', /^[A-Z]{3}$/, 'the ISO 4217 code of a currency in capitals, such as EUR'),
      { error: 'a list of currencies, such as [EUR, NOK]' },
    )
    .min(1, { error: 'at least one currency, such as [EUR]' })
    .meta({
      description:
        'The currencies that the account takes; without it, all that the gateway is known to take. Orders in others are not sent to it.',
    })
    .optional(),
};

const gateway = z
  .object(gatewayShape, { error: names(gatewayShape) })
  .catchall(ownSetting)
  .meta({ description: 'One payment gateway.' });

const saqD = section('Who has accepted that taking card numbers on the server means PCI DSS SAQ D.', {
  acceptedBy: words('Who accepted it.', 'who accepted it, such as ciso@boutique.example'),
  date: day('When.'),
  reason: words('Why the shop takes card numbers itself.', 'why the shop takes card numbers itself'),
});

const ruleMeanings: Readonly<Record<CheckRule, string>> = {
  mismatch: 'mismatch sends the order to review when the issuer said no',
  unconfirmed: 'unconfirmed also when it did not say yes',
  never: 'never does not',
};

// What a card's issuer said to an address may be wrong of an honest shopper; the code is on the card.
const checks = section("Which answers of the card's issuer send a paid order to review.", {
  avsStreet: checkRule('What the issuer said about the street and number (AVS street)', checkRules),
  avsPostalCode: checkRule('What the issuer said about the postal code (AVS postal code)', checkRules),
  cvc: checkRule('What the issuer said about the code on the card (CVC)', ['mismatch', 'unconfirmed']),
});

export const payments = section('How the shop takes payments. Most of the security policy follows from it.', {
  gateways: z
    .array(gateway, { error: 'a list of gateways' })
    .min(1, { error: 'at least one gateway, such as { name: stripe, mode: live, integration: redirect }' })
    .meta({ description: 'The gateways in use, each one once.' }),
  checks: checks.prefault({}),
  saqD: saqD.optional(),
});

function checkRule<const Rules extends readonly ['mismatch', ...string[]]>(said: string, rules: Rules) {
  const meanings = rules.map((rule) => ruleMeanings[rule as CheckRule]);
  return choice(`${said}: ${meanings.join(', ')}.`, rules).default('mismatch');
}
