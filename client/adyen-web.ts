import '@adyen/adyen-web/styles/adyen.css';
import { AdyenCheckout, Card } from '@adyen/adyen-web';

// A script of its own, so that only shops with Adyen's fields load it.
Object.assign(globalThis, { PalisadeAdyen: { AdyenCheckout, Card } });
