import { clearCart } from '../cart.js';
import { forgetCheckout, rememberedCheckout } from '../checkout-id.js';
import { byId } from '../dom.js';
import { askShop } from '../orders-api.js';
import { awaitPayment } from '../payment-state.js';

/** What the page says of each state: its heading, and the part that it shows. */
const SHOWN = {
  paid: ['Thank you', 'paid'],
  authorised: ['Thank you', 'paid'],
  open: ['We have not heard of your payment yet', 'waiting'],
  pending: ['We have not heard of your payment yet', 'waiting'],
  failed: ['The payment did not go through', 'failed'],
  refunded: ['Your order was refunded', 'ended'],
  cancelled: ['Your order was cancelled', 'ended'],
};

/** @param {keyof typeof SHOWN} state */
function show(state) {
  const [heading, part] = SHOWN[state];
  byId('heading', HTMLHeadingElement).textContent = heading;
  byId('status', HTMLParagraphElement).hidden = true;
  byId(part, HTMLDivElement).hidden = false;
  byId('heading', HTMLHeadingElement).focus();
}

/**
 * Only this browser knows the name of its checkout, and is given a link to the order for it. The link tells the number, too.
 *
 * @param {string} checkout
 */
async function showLink(checkout) {
  const { status, answer } = await askShop('/api/orders/link', { checkout });
  if (status !== 200) return;
  byId('order-address', HTMLAnchorElement).href = answer.url;
  byId('order-expires', HTMLSpanElement).textContent = new Date(answer.expiresAt).toLocaleDateString(
    'en-IE',
    {
      dateStyle: 'long',
    },
  );
  byId('order-link', HTMLParagraphElement).hidden = false;
  await showNumber(new URL(answer.url, location.href).hash.slice(1));
}

/** @param {string} token what the link to the order ends with */
async function showNumber(token) {
  const { status, answer } = await askShop('/api/orders/view', { token });
  if (status !== 200) return;
  const number = byId('order-number', HTMLParagraphElement);
  number.textContent = `Your order has the number ${answer.order.number}.`;
  number.hidden = false;
}

const checkout = rememberedCheckout();
if (checkout) {
  byId('status', HTMLParagraphElement).textContent = 'We ask what became of your payment.';
  const state = await awaitPayment(checkout);
  // The cart has done its work only when its order was paid; until then somebody may have to pay by another way.
  if (state === 'paid' || state === 'authorised') clearCart();
  // What has ended is never paid any more: the next order has a name of its own.
  if (!['open', 'pending', 'failed'].includes(state)) forgetCheckout();
  show(state);
  await showLink(checkout);
} else {
  byId('heading', HTMLHeadingElement).textContent = 'There is no payment to wait for';
  byId('status', HTMLParagraphElement).textContent =
    'This browser has not sent an order, or was told of it before.';
}
