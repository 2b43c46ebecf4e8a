/**
 * The cart, kept in this browser: slugs and quantities, never prices.
 *
 * @typedef {object} CartItem
 * @property {string} slug
 * @property {number} quantity
 */

const STORAGE_KEY = 'wrenfold.cart';
const CHANGED = 'wrenfold:cart-changed';

/** The most of one piece that one order can hold. */
export const MAX_QUANTITY = 10;

/**
 * @param {any} value anything that was found in storage
 * @returns {value is CartItem}
 */
function isCartItem(value) {
  return (
    typeof value?.slug === 'string' &&
    Number.isInteger(value.quantity) &&
    value.quantity >= 1 &&
    value.quantity <= MAX_QUANTITY
  );
}

/**
 * Reads the cart. What cannot be read, or is not a cart, counts as empty.
 *
 * @returns {CartItem[]}
 */
export function readCart() {
  try {
    const stored = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isCartItem) : [];
  } catch {
    return [];
  }
}

/** @param {CartItem[]} items */
function writeCart(items) {
  localStorage.setItem(STORAGE_KEY, JSON.stringify(items));
  window.dispatchEvent(new Event(CHANGED));
}

/**
 * Puts more of a piece in the cart, up to the limit.
 *
 * @param {string} slug
 * @param {number} quantity
 * @returns {number} how many of the piece the cart holds now
 */
export function addToCart(slug, quantity) {
  const held = readCart().find((item) => item.slug === slug)?.quantity ?? 0;
  const wanted = Math.min(held + quantity, MAX_QUANTITY);
  setQuantity(slug, wanted);
  return wanted;
}

/**
 * @param {string} slug
 * @param {number} quantity
 */
export function setQuantity(slug, quantity) {
  const items = readCart();
  const held = items.find((item) => item.slug === slug);
  if (held) {
    held.quantity = quantity;
  } else {
    items.push({ slug, quantity });
  }
  writeCart(items);
}

/** @param {string} slug */
export function removeFromCart(slug) {
  writeCart(readCart().filter((item) => item.slug !== slug));
}

export function clearCart() {
  writeCart([]);
}

/**
 * Calls the listener now and whenever the cart changes: on this page, in another tab,
 * or while this page waited in the back/forward cache.
 *
 * @param {() => void} listener
 */
export function watchCart(listener) {
  window.addEventListener(CHANGED, listener);
  window.addEventListener('storage', listener);
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) {
      listener();
    }
  });
  listener();
}
