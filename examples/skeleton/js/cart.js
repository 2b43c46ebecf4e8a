const key = 'cart';

/** The most of one product that one order can hold. */
export const most = 9;

/**
 * The cart, kept in this browser: slugs and quantities, never prices. What cannot be read counts as empty.
 *
 * @returns {{ slug: string, quantity: number }[]}
 */
export function readCart() {
  try {
    const held = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(held) ? held.filter(isItem) : [];
  } catch {
    return [];
  }
}

/** @param {any} item */
function isItem(item) {
  const isCount = Number.isInteger(item?.quantity) && item.quantity >= 1 && item.quantity <= most;
  return typeof item?.slug === 'string' && isCount;
}

/**
 * Sets how many of a product the cart holds; none takes it out.
 *
 * @param {string} slug
 * @param {number} quantity
 */
export function setQuantity(slug, quantity) {
  const others = readCart().filter((item) => item.slug !== slug);
  const items = quantity < 1 ? others : [...others, { slug, quantity: Math.min(quantity, most) }];
  localStorage.setItem(key, JSON.stringify(items));
}

export function emptyCart() {
  localStorage.removeItem(key);
}
