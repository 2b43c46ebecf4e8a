import { emptyCart } from './cart.js';
import { loadClient } from './client.js';
import { showLanguage } from './language.js';
import { ask } from './shop.js';

const shown = showLanguage();
const { completeReturn } = await loadClient(document.documentElement.lang);

/** The name of the order is read before a paid one is forgotten. */
const checkout = JSON.parse(localStorage.getItem('palisade.checkout') ?? 'null')?.id;
const result = await completeReturn({ element: shown?.querySelector('.became'), emptyCart });
if (result === 'paid' && checkout) {
  const { status, told } = await ask('/api/orders/link', { checkout });
  const link = shown?.querySelector('.link');
  if (status === 200) {
    link?.querySelector('a')?.setAttribute('href', told.url);
    link?.removeAttribute('hidden');
  }
}
