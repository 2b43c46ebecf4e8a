import type { SecretField } from '../../../../lambda/gateways/gateway.ts';
import { challenges, type Integration, integrations } from '../../../../lambda/gateways/gateway-config.ts';
import { gatewayOf, gateways } from '../../../../lambda/gateways/index.ts';
import json from '../../../../lambda/gateways/registry.json' with { type: 'json' };
import {
  callbackProvenanceOf,
  challengeRefusal,
  gatewayNames,
  integrationRefusal,
  pageSources,
  provenanceOf,
  settingsOf,
  supportedIntegrations,
  takesEmail,
  titleOf,
} from '../../../../lambda/gateways/registry.ts';
import { subscriptionOf } from '../../../../lib/cli/webhooks/subscription.ts';
import { listed } from '../../../../lib/config/mistake.ts';

/** The guide to the gateways, as `docs/gateways.md` has it. */
export function guide(): string {
  return `# Payment gateways

What the kit knows of each gateway, as of ${json.asOf}. **verified**: read in the gateway's own code or documentation, or run.
**corroborated**: several others agree. **unverified**: known, but read nowhere; try it in mode \`test\` before you rely on it. The sources
of each fact are in \`lambda/gateways/registry.json\`. This page is written from it:
\`UPDATE_GOLDEN=1 npx --no-install jest test/lambda/gateways/docs\` writes it anew.

- **redirect**: the shopper pays on the gateway's page. The least that a shop can be asked to prove, and needs no wildcard.
- **iframe**: the gateway's page, in a frame of the shop's page.
- **fields**: the gateway's script makes the card's fields, which are frames of its own.
- **server**: card numbers pass the shop's own server, which talks to the gateway itself: the kit starts no payment. Needs SAQ D.

${table(['gateway', ...integrations, 'callbacks', 'checks', 'currencies', 'settings'], gatewayNames.map(support))}

With \`threeDSecure: inline\`, ${framing()} frame the page of the card's issuer, whose address nobody
can list: the payment page then may frame and post to any https address. With \`redirect\`, it may not. ${unshown()} **No 3-D Secure** comes with these: the shop bears the fraud on their cards, and issuers in the European Economic Area may decline them.

The shopper's address for mail reaches the gateway, which can send a receipt, everywhere but here: ${unmailed()}.

## Secrets

One secret per gateway, a JSON object with these members. In *italics*: optional. Members for the page are needed for iframe and fields only.

${table(['gateway', 'callbacks', 'requests', 'page'], gateways.map(secrets))}

## Rotation

The current and the previous version of a secret are both accepted for callbacks, so that a change loses nothing that is on its way.
\`automatic\`: the gateway has an API for it. \`operator\`: somebody copies the new key from its dashboard.

${table(['gateway', 'request keys', 'callback keys', 'overlap'], gateways.map(rotation))}

## Callbacks

- Whatever is refused is answered with 401, and nothing is read from it; a body over 1 MB with 413, and too many unknown certificates at
  once with 429. A missing or unusable key is answered with 503: the gateway tries again, and somebody is told.
- A signed time may differ from now by five minutes. That Mercado Pago signs each attempt anew is unverified: if it does not, what it sends
  again after a longer outage is refused, and its list of deliveries shows it.
- Wallets appear in the gateways' own frames only: the policies name no host of Apple Pay or Google Pay.
- PayPal signs a checksum of the body only, Mollie nothing or a mere pointer, Mercado Pago an id and a time. Their deliveries are unverified notifications:
  the kit asks the gateway, and believes its answer alone. For PayPal, asking also takes the money that the shopper approved.
- Adyen is asked to capture at once, so that its authorisation counts as paid. Addresses and codes of cards are not signed by Adyen,
  and not read. Braintree and Checkout.com pass them on in letters that were not verified.
- **checks** are what a gateway's callbacks, or its answers, tell of AVS (the card's address) and CVC (its code); a policy about any
  other stays unconfirmed with it. Stripe's \`charge.succeeded\` alone carries them, and the risk.

## What to subscribe to

The callback address is \`https://DOMAIN/callbacks/GATEWAY\`. Subscribe to every kind that can tell of money or of a risk to it; whatever else
is sent is answered and changes nothing. \`palisade gateway setup GATEWAY --environment NAME\` says the same for one shop; where \`--apply\` stands,
it subscribes by the gateway's API and stores the signing secret. **permissions** are those of the keys in use. What the kit makes at a
gateway, how that ends, and how orders without word are found out about: [sessions](gateway-sessions.md).

${table(['gateway', 'events', 'permissions', 'where', 'signing secret', 'setup'], gatewayNames.map(subscription))}

## At the command line

\`\`\`sh
npx --no-install palisade gateway list
npx --no-install palisade gateway verify stripe --now 1767225600 < callback.json
npx --no-install palisade gateway conformance vectors.json
npx --no-install palisade gateway setup stripe --environment prod
\`\`\`

\`verify\` judges one captured callback as the shop's function would, and says why it is refused. It reads \`{ "headers": { … },
"body": "…", "secret": "…" }\` from standard input. \`bodyBase64\` instead of \`body\` keeps bytes that are no text, \`url\` is the address with its
query where the gateway signs it, \`secret\` is the key, the members of the table above, or a list of the current and the previous one. For
PayPal, \`certificate\` is \`{ "chain": "…", "roots": "…" }\`: the text behind \`paypal-cert-url\`, and who may have issued it (default: the roots of
Node.js). Secrets are taken from there alone and never repeated. Exit code 0: authentic or unverified; 1: refused; 2: the input cannot be used.

\`conformance\` holds the adapters against callbacks whose results are known, such as \`test/lambda/gateways/vectors.json\`: a
disagreement is a line with both results and exit code 1, and the last line is \`N agree, N disagree\`. A vector that cannot be used is a
sentence with its id and exit code 2; none is skipped.

## Refused

${list(Object.entries(json.refused).map(([, reason]) => reason))}

${list(gatewayNames.flatMap(refusals))}
`;
}

/** Each integration in which the shop's page holds something of a gateway, or leads to it. */
function uses() {
  return gatewayNames.flatMap((name) =>
    supportedIntegrations(name)
      .filter((integration) => integration !== 'server')
      .map((integration) => ({ name, integration, label: `${titleOf(name)} (${integration})` })),
  );
}

function framing(): string {
  const config = { mode: 'live', settings: {} } as const;
  const isWidened = (use: ReturnType<typeof uses>[number]) => {
    const settings = Object.fromEntries(
      settingsOf(use.name).map((setting) => [setting.name, setting.example]),
    );
    return pageSources({ ...config, ...use, settings, threeDSecure: 'inline' })['frame-src']?.includes(
      'https:',
    );
  };
  return listed(
    uses()
      .filter(isWidened)
      .map(({ label }) => label),
    'and',
  );
}

function unshown(): string {
  const refused = uses().flatMap((use) =>
    challenges.flatMap((threeDSecure) => challengeRefusal({ ...use, threeDSecure }) ?? []),
  );
  return refused.map((sentence) => `${sentence}.`).join(' ');
}

function unmailed(): string {
  return listed(
    uses()
      .filter((use) => !takesEmail(use))
      .map(({ label }) => label),
    'and',
  );
}

/** The names of the checks as the payments field writes them. */
const checkTitles = { avsStreet: 'AVS street', avsPostalCode: 'AVS postal code', cvc: 'CVC' } as const;

function support(name: string): readonly string[] {
  const supported = supportedIntegrations(name);
  const statuses = integrations.map((integration) =>
    supported.includes(integration) ? provenanceOf(name, integration).status : '–',
  );
  const settings = settingsOf(name).map(({ name: setting, required, meaning }) => {
    const when = required === 'always' ? '' : required === 'live' ? ' (live)' : ' (optional)';
    return `\`${setting}\`${when}: ${meaning}`;
  });
  return [
    `${titleOf(name)} \`${name}\``,
    ...statuses,
    callbackProvenanceOf(name).status,
    gatewayOf(name)
      .checks.map((check) => checkTitles[check])
      .join(', ') || '–',
    currencies(name),
    settings.join('; '),
  ];
}

function currencies(name: string): string {
  const { currencies: known } = json.gateways[name as keyof typeof json.gateways] as {
    readonly currencies?: {
      readonly status: string;
      readonly codes?: string;
      readonly bySetting?: { readonly name: string };
    };
  };
  if (!known) return 'not known: what the account takes';
  const { status, codes, bySetting } = known;
  if (codes === undefined) return `one for each account, which \`currencies\` names (${status})`;
  const chosen = bySetting ? `the one that \`${bySetting.name}\` decides, of ` : '';
  return `${chosen}${codes.split(' ').join(', ')} (${status})`;
}

function secrets({ name, secretFields }: (typeof gateways)[number]): readonly string[] {
  const membersFor = (...uses: readonly SecretField['for'][]) =>
    Object.entries(secretFields)
      .filter(([, field]) => uses.includes(field.for))
      .map(([member, { meaning, optional }]) =>
        optional ? `*\`${member}\`: ${meaning}*` : `\`${member}\`: ${meaning}`,
      )
      .join('; ');
  return [titleOf(name), membersFor('callbacks', 'both'), membersFor('requests'), membersFor('page')];
}

function rotation({
  name,
  rotation: { requests, callbacks, overlap },
}: (typeof gateways)[number]): readonly string[] {
  return [titleOf(name), requests, callbacks, overlap];
}

function subscription(name: string): readonly string[] {
  const { events, unsubscribed, permissions, where, signingSecret, byHand, status } = subscriptionOf(name);
  const left = Object.entries(unsubscribed).map(([kind, why]) => `; \`${kind}\` ${why}`);
  return [
    titleOf(name),
    `${events.map((event) => `\`${event}\``).join(', ')}${left.join('')}`,
    permissions.join('; '),
    `${where} (${status})`,
    signingSecret,
    byHand === undefined ? '`--apply`' : 'by hand',
  ];
}

/** Integrations that are refused for the same reason share a line. */
function refusals(name: string): readonly string[] {
  const reasons = new Map<string, Integration[]>();
  for (const integration of integrations.filter((each) => !supportedIntegrations(name).includes(each))) {
    const reason = integrationRefusal(name, integration);
    reasons.set(reason, [...(reasons.get(reason) ?? []), integration]);
  }
  return [...reasons].map(([reason, refused]) => `\`${name}\` as ${refused.join(' and ')}: ${reason}`);
}

/** A table in Markdown. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [header, header.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}
