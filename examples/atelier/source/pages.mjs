/** Where the shop is, as its sitemap and its pages say it. */
export const origin = 'https://lyngmo.example';

const analytics = '<script defer src="https://count.example/count.js"></script>';

/** Text inside HTML, also inside a quoted attribute. */
export function escaped(text) {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A price as the language writes it; both currencies have two digits, and prices are whole. */
export function priceText(product, { currency, numbers }) {
  const style = { style: 'currency', currency, minimumFractionDigits: 0, maximumFractionDigits: 2 };
  return new Intl.NumberFormat(numbers, style).format(product.prices[currency] / 100);
}

/** A whole page. `twin` is its address in the other language. On private pages, those of payments and orders, nobody counts. */
export function page(texts, { title, description, path, twin, head = '', main, isPrivate = false }) {
  const { menu } = texts;
  const other = texts.language === 'nb' ? 'en' : 'nb';
  return `<!doctype html>
<html lang="${texts.language}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${escaped(title)} – Lyngmo Atelier</title>
    <meta name="description" content="${escaped(description)}">
    ${isPrivate ? '<meta name="robots" content="noindex">' : `<link rel="canonical" href="${origin}${path}">`}
    ${isPrivate || !twin ? '' : `<link rel="alternate" hreflang="${other}" href="${origin}${twin}">`}
    <link rel="icon" href="/assets/favicon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="/assets/site.css">
    ${isPrivate ? '' : analytics}
    ${head}
  </head>
  <body>
    <a class="skip" href="#main">${texts.skip}</a>
    <header class="bar">
      <a class="brand" href="${texts.home}">Lyngmo</a>
      <nav aria-label="${texts.navigation}">
        <ul>
          <li><a href="${texts.home}">${menu.shop}</a></li>
          <li><a href="${texts.about}">${menu.about}</a></li>
          <li><a href="${texts.checkout}">${menu.cart}</a></li>
          ${twin ? `<li><a href="${twin}" lang="${other}" hreflang="${other}">${texts.other}</a></li>` : ''}
        </ul>
      </nav>
    </header>
    <main id="main" tabindex="-1">
${main}
    </main>
    <footer>
      <p>${escaped(texts.footer)}</p>
      <p class="legal"><a href="${texts.terms}">${texts.termsTitle}</a> <a href="${texts.privacy}">${texts.privacyTitle}</a></p>
    </footer>
  </body>
</html>
`.replace(/\n\s*\n/g, '\n');
}

function card(product, texts) {
  return `<li class="card"><a href="${texts.product}${product.slug}/">
          <img src="/assets/images/${product.slug}.svg" alt="" width="400" height="500" loading="lazy">
          <span class="card-title">${escaped(product[texts.language].title)}</span>
          <span class="price">${priceText(product, texts)}</span></a></li>`;
}

/** The first page: every product, by kind. */
export function home(texts, products) {
  const kinds = Object.entries(texts.kinds).map(
    ([kind, title]) => `      <section aria-labelledby="${kind}">
        <h2 id="${kind}">${title}</h2>
        <ul class="grid">${products
          .filter((each) => each.kind === kind)
          .map((each) => card(each, texts))
          .join('')}</ul>
      </section>`,
  );
  return `      <div class="lead"><h1>${texts.lead}</h1><p>${texts.intro}</p></div>\n${kinds.join('\n')}`;
}

/** The page of one product. */
export function product(texts, one, products) {
  const { title, text } = one[texts.language];
  const others = products.filter((each) => each.kind === one.kind && each !== one).slice(0, 3);
  return `      <article class="piece">
        <img src="/assets/images/${one.slug}.svg" alt="${escaped(title)}" width="400" height="500">
        <div>
          <h1>${escaped(title)}</h1>
          <p class="price">${priceText(one, texts)}</p>
          <p>${escaped(text)}</p>
          <p class="quiet">${texts.vat}</p>
          <p><button type="button" id="add" data-slug="${one.slug}" hidden>${texts.add}</button></p>
          <p id="status" role="status" data-added="${texts.added}"></p>
          <p id="onwards" hidden><a class="button" href="${texts.checkout}">${texts.toCart}</a></p>
          <noscript><p class="notice">${texts.noscript} <a href="${texts.checkout}">${texts.cartTitle}</a></p></noscript>
        </div>
      </article>
      <section aria-labelledby="more"><h2 id="more">${texts.more}</h2><ul class="grid">${others.map((each) => card(each, texts)).join('')}</ul></section>`;
}

/** A page of headings and paragraphs. */
export function prose(title, parts) {
  const said = parts.map((part) =>
    Array.isArray(part)
      ? `<h2>${escaped(part[0])}</h2><p>${escaped(part[1])}</p>`
      : `<p>${escaped(part)}</p>`,
  );
  return `      <div class="prose"><h1>${title}</h1>${said.join('\n      ')}</div>`;
}

const autocompletes = {
  name: 'name',
  email: 'email',
  line1: 'address-line1',
  line2: 'address-line2',
  postalCode: 'postal-code',
  city: 'address-level2',
};

/** The checkout: what is in the cart, where it goes, and the part in which the client of the kit takes the payment. */
export function checkout(texts, products) {
  return `      <h1>${texts.cartTitle}</h1>
      <noscript>${plainForm(texts, products)}</noscript>
      <p id="status" role="status" data-loading="${texts.loading}" data-failed="${texts.failed}" data-empty="${texts.empty}"></p>
      <form id="checkout" class="checkout" method="post" action="/api/session" hidden>
        <div>
          ${addressFields(texts, '')}
          <div id="payment"></div>
          <p class="quiet">${texts.agree} <a href="${texts.terms}">${texts.termsTitle}</a></p>
          <p><button type="submit">${texts.pay}</button></p>
        </div>
        <section class="summary" aria-labelledby="cart">
          <h2 id="cart">${texts.cart}</h2>
          <ul id="lines" data-quantity="${texts.quantity}" data-remove="${texts.remove}"></ul>
          <p class="row"><span>${texts.delivery}</span><span id="delivery"></span></p>
          <p class="row total"><span>${texts.total}</span><strong id="total"></strong></p>
        </section>
      </form>`;
}

/** Where an order goes; ids begin with `prefix`, since a page may ask twice. */
function addressFields(texts, prefix) {
  const fields = Object.entries(autocompletes).map(([name, autocomplete]) => {
    const id = `${prefix}${name}`;
    const hint = name === 'email' ? ` aria-describedby="${id}-hint"` : '';
    const type = name === 'email' ? 'email' : 'text';
    const needed = name === 'line2' ? '' : ' required';
    const field = `<p class="field"><label for="${id}">${texts.fields[name]}</label><input id="${id}" name="${name}" type="${type}" autocomplete="${autocomplete}" maxlength="${name === 'postalCode' ? 12 : 100}"${hint}${needed}></p>`;
    return hint ? `${field}<p class="hint" id="${id}-hint">${texts.emailHint}</p>` : field;
  });
  const options = Object.entries(texts.countries).map(
    ([code, name]) => `<option value="${code}">${name}</option>`,
  );
  return `<h2>${texts.address}</h2>
          <p class="quiet">${texts.optional}</p>
          ${fields.join('\n          ')}
          <p class="field"><label for="${prefix}country">${texts.fields.country}</label><select id="${prefix}country" name="country" autocomplete="country" required>${options.join('')}</select></p>`;
}

/** The checkout of a browser without scripts: a field for each piece, and PayPal's own page. The shop answers with the whole price. */
function plainForm(texts, products) {
  const pieces = products.map((each) => {
    const id = `plain-${each.slug}`;
    return `<p class="field"><label for="${id}">${escaped(each[texts.language].title)}, ${priceText(each, texts)}</label><input id="${id}" name="quantity.${each.slug}" type="number" inputmode="numeric" min="0" max="9" value="0"></p>`;
  });
  const hidden = Object.entries({ gateway: 'paypal', currency: texts.currency, locale: texts.language });
  return `
      <form class="checkout" method="post" action="/api/session">
        ${hidden.map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`).join('')}
        <div>
          <p class="notice">${texts.plain}</p>
          ${addressFields(texts, 'plain-')}
          <p class="quiet">${texts.vat}</p>
          <p class="quiet">${texts.agree} <a href="${texts.terms}">${texts.termsTitle}</a></p>
          <p><button type="submit">${texts.plainNext}</button></p>
        </div>
        <section class="summary" aria-labelledby="plain-pieces">
          <h2 id="plain-pieces">${texts.quantity}</h2>
          ${pieces.join('\n          ')}
        </section>
      </form>
      `;
}

/** Where gateways lead back to, and where an order is shown: one page each, in the language that the shopper bought in. */
export function both(texts, id, write) {
  return Object.values(texts)
    .map(
      (each) =>
        `      <div lang="${each.language}" id="${id}-${each.language}"${each.language === 'nb' ? '' : ' hidden'}>${write(each)}</div>`,
    )
    .join('\n');
}
