import { loadCatalogue } from '../catalogue.js';
import { byId } from '../dom.js';
import { productCard } from '../product-card.js';

const catalogue = await loadCatalogue(byId('status', HTMLParagraphElement));
byId('products', HTMLUListElement).append(...(catalogue ?? []).map(productCard));
