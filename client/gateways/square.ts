import type { ErrorKind } from '../checkout-error.ts';
import { type Mount, type Result, text } from './mounted.ts';

/** What this client uses of Square's Web Payments SDK. */
export interface SquareScript {
  payments(applicationId: string, locationId: string): SquarePayments;
}

interface SquarePayments {
  setLocale(locale: string): Promise<unknown>;
  card(): Promise<{
    attach(place: HTMLElement): Promise<void>;
    destroy(): Promise<boolean>;
    tokenize(details: SquareDetails): Promise<{ readonly status: string; readonly token?: string }>;
  }>;
}

interface SquareDetails {
  readonly amount: string;
  readonly currencyCode: string;
  readonly intent: 'CHARGE';
  readonly customerInitiated: boolean;
  readonly sellerKeyedIn: boolean;
  readonly billingContact: {
    readonly givenName: string;
    readonly email: string;
    readonly addressLines: string[];
    readonly postalCode: string;
    readonly city: string;
    readonly state?: string;
    readonly countryCode: string;
  };
}

/** Mounts Square's card, which asks the issuer inside of `tokenize`. */
export const square: Mount = async ({ page, container, shopper, locale }) => {
  const { Square } = globalThis as unknown as { Square: SquareScript };
  const payments = Square.payments(text(page, 'applicationId'), text(page, 'locationId'));
  // Square knows fewer languages than there are; it stays with its own.
  await payments.setLocale(locale).catch(() => undefined);
  const card = await payments.card();
  await card.attach(container);
  return {
    pay: async (): Promise<Result> => {
      const { status, token } = await card.tokenize({
        amount: page.amount.decimal,
        currencyCode: page.amount.currency,
        intent: 'CHARGE',
        customerInitiated: true,
        sellerKeyedIn: false,
        billingContact: {
          givenName: shopper.name,
          email: shopper.email,
          addressLines: [shopper.line1, ...(shopper.line2 ? [shopper.line2] : [])],
          postalCode: shopper.postalCode,
          city: shopper.city,
          ...(shopper.region && { state: shopper.region }),
          countryCode: shopper.country,
        },
      });
      return status === 'OK' && token ? { card: { token } } : (kinds[status] ?? 'unavailable');
    },
    unmount: () => void card.destroy(),
  };
};

const kinds: Readonly<Record<string, ErrorKind>> = {
  Invalid: 'fields',
  Error: 'declined',
  Cancel: 'cancelled',
  Abort: 'cancelled',
};
