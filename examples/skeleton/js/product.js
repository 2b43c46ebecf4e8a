import { readCart, setQuantity } from './cart.js';

const add = document.querySelector('#add');
const status = document.querySelector('#status');
if (add instanceof HTMLButtonElement && status instanceof HTMLElement) {
  add.hidden = false;
  add.addEventListener('click', () => {
    const slug = add.dataset['slug'] ?? '';
    const held = readCart().find((item) => item.slug === slug)?.quantity ?? 0;
    setQuantity(slug, held + 1);
    status.textContent = status.dataset['added'] ?? '';
    document.querySelector('#onwards')?.removeAttribute('hidden');
  });
}
