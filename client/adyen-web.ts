import '@adyen/adyen-web/styles/adyen.css';
import { AdyenCheckout, Card, type CoreConfiguration } from '@adyen/adyen-web';

// Adyen Web knows both ways of writing Norwegian by one name, and speaks English where it knows none.
const inKnownLanguage = (options: CoreConfiguration) =>
  AdyenCheckout({ ...options, ...(options.locale && { locale: options.locale.replace(/^n[bn]/, 'no') }) });

// A script of its own, so that only shops with Adyen's fields load it.
Object.assign(globalThis, { PalisadeAdyen: { AdyenCheckout: inKnownLanguage, Card } });
