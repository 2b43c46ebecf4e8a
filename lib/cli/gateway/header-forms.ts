import { entryOf } from '../../../lambda/gateways/json.ts';

/** A header that an adapter reads, and what it looks like. */
export interface HeaderForm {
  readonly name: string;
  /** What it has to be, after "is not". */
  readonly form: string;
  /** A value of the right form, signed by nobody. */
  readonly example: string;
  /** Whether a callback can do without. */
  readonly isOptional?: boolean;
}

const hex = (name: string): HeaderForm => ({
  name,
  form: 'a signature in lower-case hexadecimal digits',
  example: '00',
});
const base64 = (name: string): HeaderForm => ({
  name,
  form: 'a signature in padded base64',
  example: 'AAAA',
});

const forms: Readonly<Record<string, readonly HeaderForm[]>> = {
  stripe: [
    {
      name: 'stripe-signature',
      form: 't=SECONDS,v1=SIGNATURE, with one time and signatures in lower-case hexadecimal digits',
      example: 't=0,v1=00',
    },
  ],
  square: [base64('x-square-hmacsha256-signature')],
  paypal: [
    { name: 'paypal-transmission-id', form: 'an id of letters, digits and hyphens', example: 'id' },
    {
      name: 'paypal-transmission-time',
      form: 'a time such as 2026-01-01T00:00:00Z',
      example: '1970-01-01T00:00:00Z',
    },
    base64('paypal-transmission-sig'),
    {
      name: 'paypal-auth-algo',
      form: 'SHA256withRSA, the only one that is accepted',
      example: 'SHA256withRSA',
    },
    {
      name: 'paypal-cert-url',
      form: "an address of PayPal's certificates, https://api.paypal.com/v1/notifications/certs/…",
      example: 'https://api.paypal.com/v1/notifications/certs/CERT',
    },
  ],
  adyen: [{ ...base64('hmacsignature'), isOptional: true }],
  mollie: [
    {
      name: 'x-mollie-signature',
      form: 'sha256=SIGNATURE in lower-case hexadecimal digits, one signature in each header',
      example: 'sha256=00',
      isOptional: true,
    },
  ],
  razorpay: [hex('x-razorpay-signature')],
  checkoutcom: [hex('cko-signature')],
  authorizenet: [
    {
      name: 'x-anet-signature',
      form: 'sha512=SIGNATURE, with 128 hexadecimal digits',
      example: `sha512=${'0'.repeat(128)}`,
    },
  ],
  mercadopago: [
    {
      name: 'x-signature',
      form: 'ts=TIME,v1=SIGNATURE, with one time of ten or thirteen digits and lower-case hexadecimal digits',
      example: 'ts=0000000000,v1=00',
    },
    { name: 'x-request-id', form: 'an id of letters, digits, _ and -', example: 'id', isOptional: true },
  ],
  paystack: [hex('x-paystack-signature')],
};

/** The headers that a gateway's adapter reads; none for a gateway that signs inside the body. */
export function headerForms(gateway: string): readonly HeaderForm[] {
  return entryOf(forms, gateway) ?? [];
}
