import { type Answers, titleOfShop } from '../answers.ts';
import { checkoutPage } from './checkout-page.ts';
import { type LanguagePage, page, type SiteFrame } from './page.ts';
import { catalogueText, countriesOf, productsIn } from './products.ts';
import { publicPages } from './public-pages.ts';
import { sharedPages } from './shared-pages.ts';
import { adyenFiles, clientFile, skeletonFiles } from './skeleton.ts';
import { voicesOf } from './voice.ts';

/** The files of a new shop's site, by path below its folder. */
export function siteFiles(answers: Answers): Readonly<Record<string, string | Uint8Array>> {
  const { currencies, domain, gateways } = answers;
  const [first, ...others] = voicesOf(answers);
  if (!first) throw new Error('a site speaks at least one language');
  const voices = [first, ...others] as const;
  const frame: SiteFrame = { shop: titleOfShop(answers), origin: `https://${domain}`, voices };
  const products = productsIn(currencies);
  const checkout = {
    products,
    currencies,
    countries: countriesOf(currencies),
    plainGateway: gateways.find(({ integration }) => integration === 'redirect')?.name,
    hasAdyen: gateways.some(({ name, integration }) => name === 'adyen' && integration === 'fields'),
  };
  const pages = voices.flatMap((voice) => [
    ...publicPages(voice, products, frame.shop, currencies),
    checkoutPage(voice, checkout),
  ]);
  return {
    ...Object.fromEntries(pages.map((each) => [`${addressOf(each).slice(1)}index.html`, page(frame, each)])),
    ...Object.fromEntries(
      Object.entries(sharedPages(voices)).map(([file, each]) => [file, page(frame, each)]),
    ),
    ...skeletonFiles(),
    ...Object.fromEntries(voices.map(clientFile).map(({ name, bytes }) => [`assets/js/${name}`, bytes])),
    ...(checkout.hasAdyen ? adyenFiles() : {}),
    'catalogue.json': catalogueText(products, currencies, first.language),
    'robots.txt': `User-agent: *\nDisallow: /checkout/\nDisallow: /order/\nSitemap: ${frame.origin}/sitemap.xml\n`,
    'sitemap.xml': sitemap(frame.origin, pages),
  };
}

function addressOf({ path, voice }: LanguagePage): string {
  return path(voice);
}

function sitemap(origin: string, pages: readonly LanguagePage[]): string {
  const shown = pages.filter(({ isPrivate = false }) => !isPrivate).map(addressOf);
  const urls = shown.sort().map((address) => `  <url><loc>${origin}${address}</loc></url>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join('\n')}\n</urlset>\n`;
}
