import { clearCart } from '../cart.js';
import { forgetCheckout, rememberedCheckout } from '../checkout-id.js';
import { byId } from '../dom.js';
import { askShop } from '../orders-api.js';

/** The gateways send a buyer here only after paying, so the cart has done its work. */
const checkout = rememberedCheckout();
clearCart();
forgetCheckout();

/** Only this browser knows the name of its checkout, and is given a link to the order for it. */
if (checkout) {
  const { status, answer } = await askShop('/api/orders/link', { checkout });
  if (status === 200) {
    byId('order-address', HTMLAnchorElement).href = answer.url;
    byId('order-expires', HTMLSpanElement).textContent = new Date(answer.expiresAt).toLocaleDateString(
      'en-IE',
      {
        dateStyle: 'long',
      },
    );
    byId('order-link', HTMLParagraphElement).hidden = false;
  }
}
