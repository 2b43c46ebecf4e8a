import { emptyCart } from './cart.js';

const language = localStorage.getItem('lyngmo.language') === 'en' ? 'en' : 'nb';
const client = language === 'nb' ? './palisade-checkout.nb.js' : './palisade-checkout.js';
const { completeReturn } = await import(client);
document.documentElement.lang = language;
for (const part of document.querySelectorAll('main > [lang]')) part.hidden = part.lang !== language;
const shown = document.querySelector(`#done-${language}`);

/** The name of the order is read before a paid one is forgotten. */
const checkout = JSON.parse(localStorage.getItem('palisade.checkout') ?? 'null')?.id;
const result = await completeReturn({ element: shown?.querySelector('.became'), emptyCart });
if (result === 'paid' && checkout) {
  const answer = await fetch('/api/orders/link', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ checkout }),
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
  });
  if (answer.ok) {
    const { url } = await answer.json();
    const link = shown?.querySelector('.link');
    link?.querySelector('a')?.setAttribute('href', url);
    link?.removeAttribute('hidden');
  }
}
