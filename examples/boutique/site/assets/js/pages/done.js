import { clearCart } from '../cart.js';
import { forgetCheckout } from '../checkout-id.js';

/** The gateways send a buyer here only after paying, so the cart has done its work. */
clearCart();
forgetCheckout();
