const STORAGE_KEY = 'wrenfold.checkout';

/**
 * Names the order of a cart: the same for as long as the cart holds the same, in every tab, so that
 * the server takes a second click, or a second tab, for the order that it knows.
 *
 * @param {string} items what the form sends of the cart
 * @returns {string}
 */
export function checkoutId(items) {
  const stored = readStored();
  if (stored?.items === items && typeof stored.id === 'string') {
    return stored.id;
  }
  const id = crypto.randomUUID();
  localStorage.setItem(STORAGE_KEY, JSON.stringify({ items, id }));
  return id;
}

/**
 * The name of the order that was sent last, until it is forgotten.
 *
 * @returns {string | undefined}
 */
export function rememberedCheckout() {
  const id = readStored()?.id;
  return typeof id === 'string' ? id : undefined;
}

/** Lets the next order have a name of its own, even if it is for the same pieces. */
export function forgetCheckout() {
  localStorage.removeItem(STORAGE_KEY);
}

/** @returns {{ items?: unknown, id?: unknown } | null} */
function readStored() {
  try {
    return JSON.parse(localStorage.getItem(STORAGE_KEY) ?? 'null');
  } catch {
    return null;
  }
}
