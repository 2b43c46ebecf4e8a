import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { drawing } from './drawings.mjs';
import { both, checkout, escaped, home, origin, page, product, prose } from './pages.mjs';

const source = import.meta.dirname;
const read = (name) => JSON.parse(readFileSync(join(source, name), 'utf8'));

/** Writes the site into `folder`, with the browser client from `client`. The same sources give the same bytes. */
export function makeSite(folder, client) {
  const products = read('products.json');
  const texts = read('texts.json');
  const files = {
    ...assets(client),
    ...pages(products, texts, client),
    ...Object.fromEntries(
      products.map((each) => [`assets/images/${each.slug}.svg`, drawing(each, escaped(each.nb.title))]),
    ),
    'catalogue.json': `${JSON.stringify(catalogue(products), null, 2)}\n`,
    'robots.txt': `User-agent: *\nDisallow: /kasse/\nDisallow: /order/\nSitemap: ${origin}/sitemap.xml\n`,
    'sitemap.xml': sitemap(products, texts),
  };
  // Whoever reads the site meanwhile finds each file, as it was or as it is.
  const stale = namesIn(folder).filter((name) => files[name] === undefined);
  for (const name of stale) rmSync(join(folder, name));
  for (const [name, content] of Object.entries(files)) writeChanged(join(folder, name), Buffer.from(content));
}

function namesIn(folder) {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}

function writeChanged(path, bytes) {
  if (existsSync(path) && readFileSync(path).equals(bytes)) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
}

const clients = { nb: 'palisade-checkout.nb.js', en: 'palisade-checkout.js' };

function assets(client) {
  const scripts = ['cart', 'product', 'done', 'order', 'money', 'price'];
  const checkoutScript = readFileSync(join(source, 'js', 'checkout.js'), 'utf8');
  return {
    'assets/site.css': readFileSync(join(source, 'site.css')),
    'assets/favicon.svg': readFileSync(join(source, 'favicon.svg')),
    ...Object.fromEntries(
      Object.entries(clients).map(([language, name]) => [
        `assets/js/checkout.${language}.js`,
        checkoutScript.replace(clients.nb, name),
      ]),
    ),
    ...Object.fromEntries(
      scripts.map((name) => [`assets/js/${name}.js`, readFileSync(join(source, 'js', `${name}.js`))]),
    ),
    ...Object.fromEntries(
      Object.values(clients).map((name) => [`assets/js/${name}`, readFileSync(join(client, name))]),
    ),
  };
}

function pages(products, texts, client) {
  const integrity = (name) =>
    `sha384-${createHash('sha384')
      .update(readFileSync(join(client, name)))
      .digest('base64')}`;
  const clientTag = (language) =>
    `<script type="module" src="/assets/js/${clients[language]}" integrity="${integrity(clients[language])}"></script>`;
  const script = (name) => `<script type="module" src="/assets/js/${name}.js"></script>`;
  const twinOf = { nb: texts.en, en: texts.nb };
  const inLanguage = Object.values(texts).flatMap((own) => {
    const other = twinOf[own.language];
    const add = (path, twin, title, description, main, rest = {}) => [
      `${path.slice(1)}index.html`,
      page(own, { path, twin, title, description, main, ...rest }),
    ];
    return [
      add(own.home, other.home, own.menu.shop, own.lead, home(own, products)),
      ...products.map((one) =>
        add(
          `${own.product}${one.slug}/`,
          `${other.product}${one.slug}/`,
          one[own.language].title,
          one[own.language].text,
          product(own, one, products),
          { head: script('product') },
        ),
      ),
      add(own.about, other.about, own.aboutTitle, own.lead, prose(own.aboutTitle, own.aboutText)),
      add(own.terms, other.terms, own.termsTitle, own.termsTitle, prose(own.termsTitle, own.termsText)),
      add(
        own.privacy,
        other.privacy,
        own.privacyTitle,
        own.privacyTitle,
        prose(own.privacyTitle, own.privacyText),
      ),
      add(own.checkout, other.checkout, own.cartTitle, own.cartTitle, checkout(own, products), {
        head: `${clientTag(own.language)}\n    ${script(`checkout.${own.language}`)}`,
        isPrivate: true,
      }),
    ];
  });
  const { nb } = texts;
  const done = both(
    texts,
    'done',
    (each) =>
      `<h1>${each.doneTitle}</h1><p class="became"></p><p class="link" hidden><a href="/order/">${each.orderLink}</a></p><p><a href="${each.home}">${each.menu.shop}</a></p>`,
  );
  const order = both(
    texts,
    'order',
    (each) =>
      `<h1>${each.orderTitle}</h1><p class="number" role="status" data-number="${each.orderNumber}" data-missing="${each.orderMissing}"></p><p class="state" data-statuses="${escaped(JSON.stringify(each.statuses))}"></p><ul class="lines"></ul>`,
  );
  const lost = both(
    texts,
    'lost',
    (each) =>
      `<h1>${each.notFound}</h1><p>${each.notFoundText} <a href="${each.home}">${each.menu.shop}</a></p>`,
  ).replace(' hidden', '');
  return {
    ...Object.fromEntries(inLanguage),
    'kasse/takk/index.html': page(nb, {
      title: nb.doneTitle,
      description: nb.doneTitle,
      path: '/kasse/takk/',
      main: `      <noscript>${Object.values(texts)
        .map((each) => `<p class="notice" lang="${each.language}">${each.doneWithoutScript}</p>`)
        .join('')}</noscript>\n${done}`,
      head: `${clientTag('nb')}\n    ${clientTag('en')}\n    ${script('done')}`,
      isPrivate: true,
    }),
    'order/index.html': page(nb, {
      title: nb.orderTitle,
      description: nb.orderTitle,
      path: '/order/',
      main: order,
      head: script('order'),
      isPrivate: true,
    }),
    '404.html': page(nb, {
      title: nb.notFound,
      description: nb.notFound,
      path: '/404.html',
      main: lost,
      isPrivate: true,
    }),
  };
}

/** What orders are priced by. Delivery is priced by country, and taxes are those that prices include. */
function catalogue(products) {
  const abroad = ['SE', 'DK', 'FI', 'DE', 'NL', 'FR'];
  const parcel = (nok, eur) => ({
    NOK: [
      { from: 0, price: nok },
      { from: 150000, price: 0 },
    ],
    EUR: [
      { from: 0, price: eur },
      { from: 14000, price: 0 },
    ],
  });
  return {
    products: products.map(({ slug, prices, nb, en }) => ({
      slug,
      title: nb.title,
      titles: { nb: nb.title, en: en.title },
      prices,
    })),
    shipping: [
      { countries: ['NO'], title: 'Posten', prices: parcel(9900, 900) },
      {
        countries: abroad,
        title: 'Pakke / parcel',
        prices: { NOK: [{ from: 0, price: 19900 }], EUR: [{ from: 0, price: 1800 }] },
      },
    ],
    // Norwegian tax is part of Norwegian prices; what leaves the country is without.
    tax: [
      { countries: ['NO'], rates: { standard: 25 } },
      { countries: abroad, rates: { standard: 0 } },
    ],
  };
}

function sitemap(products, texts) {
  const paths = Object.values(texts).flatMap((own) => [
    own.home,
    own.about,
    own.terms,
    own.privacy,
    ...products.map(({ slug }) => `${own.product}${slug}/`),
  ]);
  const urls = paths.sort().map((path) => `  <url><loc>${origin}${path}</loc></url>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join('\n')}\n</urlset>\n`;
}
