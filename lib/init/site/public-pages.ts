import { escaped, type LanguagePage, scriptTag } from './page.ts';
import { type Product, priceText } from './products.ts';
import type { Voice } from './voice.ts';

/** The pages of one language that need no payment: what is sold, the cart, and the texts of the law. */
export function publicPages(
  voice: Voice,
  products: readonly Product[],
  shop: string,
  currencies: readonly string[],
): readonly LanguagePage[] {
  const { texts } = voice;
  return [
    { voice, path: ({ home }) => home, title: texts.shop, main: home(voice, products, shop) },
    ...products.map((product) => productPage(voice, product)),
    {
      voice,
      path: ({ cart }) => cart,
      title: texts.cart,
      isPrivate: true,
      head: [scriptTag('cart-page')],
      main: cart(voice, currencies),
    },
    {
      voice,
      path: ({ terms }) => terms,
      title: texts.termsTitle,
      main: prose(texts.sample, texts.termsTitle, texts.terms),
    },
    {
      voice,
      path: ({ privacy }) => privacy,
      title: texts.privacyTitle,
      main: prose(texts.sample, texts.privacyTitle, texts.privacy),
    },
  ];
}

function home(voice: Voice, products: readonly Product[], shop: string): string {
  const { texts } = voice;
  return `      <div class="lead">
        <h1>${escaped(texts.lead.replace('{shop}', shop))}</h1>
        <p>${escaped(texts.intro)}</p>
      </div>
      <section aria-labelledby="products">
        <h2 id="products">${escaped(texts.products)}</h2>
        <ul class="grid">
          ${products.map((product) => card(voice, product)).join('\n          ')}
        </ul>
      </section>`;
}

function card({ language, product: pathOf }: Voice, product: Product): string {
  const { slug, titles } = product;
  return `<li class="card"><a href="${pathOf(slug)}"><img src="/assets/images/${slug}.svg" alt="" width="400" height="400"> <span class="card-title">${escaped(titles[language])}</span> <span class="price">${priceText(product, language)}</span></a></li>`;
}

function productPage(voice: Voice, product: Product): LanguagePage {
  const { texts, language, cart: cartPath } = voice;
  const { slug } = product;
  const title = product.titles[language];
  return {
    voice,
    path: (other) => other.product(slug),
    title,
    head: [scriptTag('product')],
    main: `      <article class="product">
        <img src="/assets/images/${slug}.svg" alt="${escaped(title)}" width="400" height="400">
        <div>
          <h1>${escaped(title)}</h1>
          <p class="price">${priceText(product, language)}</p>
          <p>${escaped(product.texts[language])}</p>
          <p><button type="button" id="add" data-slug="${slug}" hidden>${escaped(texts.add)}</button></p>
          <p id="status" role="status" data-added="${escaped(texts.added)}"></p>
          <p id="onwards" hidden><a class="button" href="${cartPath}">${escaped(texts.toCart)}</a></p>
          ${plainWay(voice)}
        </div>
      </article>`,
  };
}

/** How to order where no script runs. */
function plainWay({ texts, checkout }: Voice): string {
  return `<noscript><p class="notice">${escaped(texts.plainCart)} <a href="${checkout}">${escaped(texts.checkout)}</a></p></noscript>`;
}

function cart(voice: Voice, currencies: readonly string[]): string {
  const { texts, checkout } = voice;
  const options = currencies.map((currency) => `<option value="${currency}">${currency}</option>`);
  const choice =
    currencies.length > 1
      ? `\n        <p class="field"><label for="currency">${escaped(texts.currency)}</label><select id="currency">${options.join('')}</select></p>`
      : '';
  return `      <h1>${escaped(texts.cart)}</h1>
      ${plainWay(voice)}
      <p id="status" role="status" data-loading="${escaped(texts.loading)}" data-failed="${escaped(texts.failed)}" data-empty="${escaped(texts.empty)}"></p>
      <div id="cart" class="summary" hidden>
        <ul id="lines" data-quantity="${escaped(texts.quantity)}" data-remove="${escaped(texts.remove)}"></ul>
        <p class="row total"><span>${escaped(texts.subtotal)}</span> <strong id="subtotal"></strong></p>${choice}
        <p class="quiet">${escaped(texts.deliveryLater)}</p>
        <p><a class="button" href="${checkout}">${escaped(texts.toCheckout)}</a></p>
      </div>`;
}

function prose(sample: string, title: string, parts: readonly (readonly string[])[]): string {
  const said = parts.map(
    ([heading = '', text = '']) => `<h2>${escaped(heading)}</h2>\n        <p>${escaped(text)}</p>`,
  );
  return `      <div class="prose">
        <h1>${escaped(title)}</h1>
        <p class="notice">${escaped(sample)}</p>
        ${said.join('\n        ')}
      </div>`;
}
