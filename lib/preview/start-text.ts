import { createHash, X509Certificate } from 'node:crypto';
import { titleOf } from '../../lambda/gateways/registry.ts';
import type { Preview } from './preview.ts';
import type { PreviewedShop } from './previewed-shop.ts';

/** What a program is told of an open preview. */
export interface PreviewAddresses {
  readonly shop: string;
  /** The merchant's page at the gateways. */
  readonly gateways: string;
  /** Where the emulator takes signed requests, and for which account. */
  readonly aws: { readonly endpoint: string; readonly account: string };
  /** Of the certificate, in PEM. */
  readonly certificate: string;
}

export function addressesOf(
  { url, merchantUrl, emulator, listener }: Preview,
  shop: PreviewedShop,
): PreviewAddresses {
  return {
    shop: url,
    gateways: merchantUrl,
    aws: { endpoint: emulator.endpoint, account: shop.account },
    certificate: listener.certificate,
  };
}

/** What a person is told of an open preview: where it is, where to look, what is simulated, and how to trust it. */
export function startText(preview: Preview, shop: PreviewedShop): string {
  const { url, merchantUrl, emulator, front, listener, pinned } = preview;
  const inShop = `--environment ${shop.environment} --file ${shop.file}`;
  const aws = `AWS_ENDPOINT_URL=${emulator.endpoint} AWS_ACCESS_KEY_ID=${shop.account} AWS_SECRET_ACCESS_KEY=test AWS_REGION=${shop.settings.region}`;
  return `
shop: ${url}
gateways: ${merchantUrl}  payments and callbacks, refunds and disputes

${nameOf(shop)} is deployed to this machine as its templates say.${othersOf(shop)}

Orders, with any other command of palisade that reaches AWS, in another terminal:
  export ${aws}
  npx --no-install palisade order list ${inShop}
Logs: start with --logs, and what the functions write is printed here.

Simulated: AWS itself, and everybody at the gateways. No money moves, and any card number is good for an order but these:
4000 0000 0000 0002 is declined, 4000 0000 0000 3220 asks its bank.
${[...front.limits, ...fakesOf(pinned), ...partsLeftOut(shop)].map((sentence) => `${sentence}\n`).join('')}
Browsers do not know the certificate, which is made anew at each start. Chromium and Chrome take it in a profile of its own:
  chromium --user-data-dir="$(mktemp -d)" --ignore-certificate-errors-spki-list=${keyHash(listener.certificate)} ${url}
Ctrl-C ends the preview and leaves nothing.
`;
}

function nameOf({ config, environment }: PreviewedShop): string {
  return `${config.shop} ${environment}`;
}

function othersOf({ others }: PreviewedShop): string {
  return others.length === 0 ? '' : ` The file also has ${others.join(' and ')}: --environment NAME.`;
}

/** Whose scripts the pages here take by another hash than the deployed ones do. */
function fakesOf(pinned: Preview['pinned']): readonly string[] {
  return [...new Set(pinned.map(({ gateway }) => titleOf(gateway)))].map(
    (title) =>
      `The scripts of ${title} are fakes, and the pages have their hashes in the place of the pinned ones.`,
  );
}

/** What the shop has and nothing on this machine stands in for. */
function partsLeftOut({ settings: { customers, orders } }: PreviewedShop): readonly string[] {
  return [
    ...(customers
      ? [
          'Shoppers cannot sign in: the pages of the user pool are AWS’s own, and nothing here stands in for them.',
        ]
      : []),
    ...(orders.notify
      ? [`Nobody hears of orders at ${orders.notify}: functions reach the gateways alone.`]
      : []),
    ...(orders.quote
      ? [`Nobody prices what the catalogue does not hold: ${orders.quote} is not reached.`]
      : []),
  ];
}

/** SHA-256 of the public key, as Chromium takes it. */
function keyHash(certificate: string): string {
  const { publicKey } = new X509Certificate(certificate);
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64');
}
