import type { Item, PageAnswer } from './wire.ts';

/** What this browser remembers of a checkout: no address and nothing of a card. */
interface Remembered {
  readonly items: string;
  /** Names the order; whoever knows it may ask what became of the payment. */
  readonly id: string;
  /** What a gateway's script needs once more when the shopper comes back from their bank. */
  readonly resume?: Resume;
}

/** What finishes a payment on the page that the shopper returns to. */
export interface Resume {
  readonly gateway: string;
  readonly data: PageAnswer['data'];
  readonly returnUrl: string;
}

const key = 'palisade.checkout';

/** For a browser that keeps nothing: then the order has its name for as long as the page is open. */
let held: Remembered | undefined;

/**
 * The name of the cart's order: the same for as long as the cart holds the same, in every tab, so that a second click or a second tab
 * is the order that the shop knows.
 */
export function checkoutId(items: readonly Item[]): string {
  const held = JSON.stringify(items.map(({ slug, quantity }) => [slug, quantity]));
  const known = remembered();
  if (known?.items === held) return known.id;
  const id = crypto.randomUUID();
  write({ items: held, id });
  return id;
}

/** What is remembered; nothing in a browser that has begun no checkout. */
export function remembered(): Remembered | undefined {
  try {
    const value = JSON.parse(localStorage.getItem(key) ?? 'null') ?? undefined;
    return typeof value?.id === 'string' ? value : held;
  } catch {
    return held;
  }
}

/** Remembers what a gateway's script needs on the return. */
export function rememberReturn(resume: Resume): void {
  const known = remembered();
  if (known) write({ ...known, resume });
}

/** Lets the next order have a name of its own, even if it is for the same pieces. */
export function forgetCheckout(): void {
  write(undefined);
}

function write(value: Remembered | undefined): void {
  held = value;
  try {
    localStorage.setItem(key, JSON.stringify(value ?? null));
  } catch {
    // What cannot be kept is held.
  }
}
