import { readCart } from './cart.js';

/**
 * What the cart holds, with titles and prices of now, without what is sold no longer.
 *
 * @param {any} catalogue
 * @param {string} currency
 * @returns {{ slug: string, quantity: number, title: string, minor: number }[]}
 */
export function linesOf(catalogue, currency) {
  const { lang } = document.documentElement;
  return readCart().flatMap(({ slug, quantity }) => {
    const product = catalogue.products.find((/** @type {any} */ each) => each.slug === slug);
    if (!product) return [];
    return [
      { slug, quantity, title: product.titles?.[lang] ?? product.title, minor: product.prices[currency] },
    ];
  });
}
