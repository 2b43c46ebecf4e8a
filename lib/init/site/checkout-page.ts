import { escaped, type LanguagePage, scriptTag } from './page.ts';
import { type Product, priceText } from './products.ts';
import { clientTag } from './skeleton.ts';
import type { Voice } from './voice.ts';

/** What the checkout of every language has. */
export interface CheckoutProps {
  readonly products: readonly Product[];
  readonly currencies: readonly string[];
  /** ISO 3166 codes of where the shop delivers to. */
  readonly countries: readonly string[];
  /** The gateway that takes orders of browsers without scripts on a page of its own; missing where none does. */
  readonly plainGateway: string | undefined;
  /** Whether Adyen's card stands in the page. */
  readonly hasAdyen: boolean;
}

/** Where shoppers say who they are and pay: the client of the kit does the rest in the place that the form leaves for it. */
export function checkoutPage(voice: Voice, props: CheckoutProps): LanguagePage {
  const { texts } = voice;
  return {
    voice,
    path: ({ checkout }) => checkout,
    title: texts.checkout,
    isPrivate: true,
    head: [
      ...(props.hasAdyen ? ['<link rel="stylesheet" href="/assets/js/palisade-adyen.css">'] : []),
      clientTag(voice),
      scriptTag('checkout'),
    ],
    main: `      <h1>${escaped(texts.checkout)}</h1>
      <noscript>${plainCheckout(voice, props)}</noscript>
      <p id="status" role="status" data-loading="${escaped(texts.loading)}" data-failed="${escaped(texts.failed)}" data-empty="${escaped(texts.empty)}"></p>
      <form id="checkout" class="checkout" method="post" action="/api/session" hidden>
        <div>
          ${addressFields(voice, props.countries, '')}
          <div id="payment"></div>
          ${agreement(voice)}
          <p><button type="submit">${escaped(texts.pay)}</button></p>
        </div>
        <section class="summary" aria-labelledby="order">
          <h2 id="order">${escaped(texts.order)}</h2>
          <ul id="lines"></ul>
          <p class="row"><span>${escaped(texts.delivery)}</span> <span id="delivery"></span></p>
          <p class="row total"><span>${escaped(texts.total)}</span> <strong id="total"></strong></p>
        </section>
      </form>`,
  };
}

const fields = {
  name: ['text', 'name', 100],
  email: ['email', 'email', 254],
  line1: ['text', 'address-line1', 100],
  line2: ['text', 'address-line2', 100],
  postalCode: ['text', 'postal-code', 12],
  city: ['text', 'address-level2', 100],
} as const;

/** Where an order goes. The ids begin with `prefix`, since a page asks once for each kind of browser. */
function addressFields({ texts, language }: Voice, countries: readonly string[], prefix: string): string {
  const names = new Intl.DisplayNames(language, { type: 'region' });
  const inputs = Object.entries(fields).map(([name, [type, autocomplete, longest]]) => {
    const id = `${prefix}${name}`;
    const use = name === 'email' ? `<p class="quiet" id="${id}-use">${escaped(texts.emailUse)}</p>` : '';
    const described = use === '' ? '' : ` aria-describedby="${id}-use"`;
    const needed = name === 'line2' ? '' : ' required';
    return `<p class="field"><label for="${id}">${escaped(texts.fields[name as keyof typeof fields])}</label><input id="${id}" name="${name}" type="${type}" autocomplete="${autocomplete}" maxlength="${longest}"${described}${needed}></p>${use}`;
  });
  const options = countries.map(
    (code) => `<option value="${code}">${escaped(names.of(code) ?? code)}</option>`,
  );
  return `<h2>${escaped(texts.address)}</h2>
          <p class="quiet">${escaped(texts.needed)}</p>
          ${inputs.join('\n          ')}
          <p class="field"><label for="${prefix}country">${escaped(texts.fields.country)}</label><select id="${prefix}country" name="country" autocomplete="country" required>${options.join('')}</select></p>`;
}

function agreement({ texts, terms }: Voice): string {
  return `<p class="quiet">${escaped(texts.agree)} <a href="${terms}">${escaped(texts.termsTitle)}</a></p>`;
}

/** The checkout of a browser without scripts: a field for each product. The shop answers with the whole price, to be confirmed. */
function plainCheckout(
  voice: Voice,
  { products, currencies, countries, plainGateway }: CheckoutProps,
): string {
  const { texts, language } = voice;
  if (plainGateway === undefined) return `<p class="notice">${escaped(texts.plainImpossible)}</p>`;
  const quantities = products.map((product) => {
    const id = `plain-${product.slug}`;
    const label = `${escaped(product.titles[language])}, ${priceText(product, language)}`;
    return `<p class="field"><label for="${id}">${label}</label><input id="${id}" name="quantity.${product.slug}" type="number" inputmode="numeric" min="0" max="9" value="0"></p>`;
  });
  return `
      <form class="checkout" method="post" action="/api/session">
        <input type="hidden" name="gateway" value="${plainGateway}">
        <input type="hidden" name="locale" value="${language}">
        <div>
          <p class="notice">${escaped(texts.plainCheckout)}</p>
          ${addressFields(voice, countries, 'plain-')}
          ${agreement(voice)}
          <p><button type="submit">${escaped(texts.plainNext)}</button></p>
        </div>
        <section class="summary" aria-labelledby="plain-quantities">
          <h2 id="plain-quantities">${escaped(texts.quantity)}</h2>
          ${quantities.join('\n          ')}
          ${currencyField(texts.currency, currencies)}
        </section>
      </form>
      `;
}

function currencyField(label: string, currencies: readonly string[]): string {
  const [only = ''] = currencies;
  if (currencies.length === 1) return `<input type="hidden" name="currency" value="${only}">`;
  const options = currencies.map((currency) => `<option value="${currency}">${currency}</option>`);
  return `<p class="field"><label for="plain-currency">${escaped(label)}</label><select id="plain-currency" name="currency">${options.join('')}</select></p>`;
}
