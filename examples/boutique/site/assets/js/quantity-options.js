import { MAX_QUANTITY } from './cart.js';
import { element } from './dom.js';

/** The options of a quantity list, from one to the most an order can hold. */
export function quantityOptions() {
  return Array.from({ length: MAX_QUANTITY }, (_, index) => {
    const quantity = String(index + 1);
    return element('option', { value: quantity }, quantity);
  });
}
