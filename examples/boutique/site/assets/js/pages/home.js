import { loadCatalogue } from '../catalogue.js';
import { byId } from '../dom.js';
import { showCards } from '../product-card.js';

const catalogue = await loadCatalogue(byId('status', HTMLParagraphElement));
if (catalogue) showCards(byId('products', HTMLUListElement), catalogue);
