/** How secrets begin that people paste into a shop's file; publishable keys are not among them. */
const kinds: readonly (readonly [kind: string, form: string])[] = [
  ['a secret key of Stripe or Paystack', '(?<![A-Za-z0-9])[sr]k_(?:live|test)_[A-Za-z0-9]+'],
  ['the secret of a webhook', '(?<![A-Za-z0-9])whsec_[A-Za-z0-9+/=_-]+'],
  ['an API key of Mollie', '(?<![A-Za-z0-9_])(?:live|test)_[A-Za-z0-9]{30,}'],
  ['an access token of Mercado Pago', '(?<![A-Za-z0-9])APP_USR-[A-Za-z0-9-]{20,}'],
  ['an access token of Square', '(?<![A-Za-z0-9])(?:EAAA[A-Za-z0-9_-]{40,}|sq0csp-[A-Za-z0-9_-]{20,})'],
  ['an access token of Braintree', 'access_token\\$(?:production|sandbox)\\$[a-z0-9$]+'],
  ['an AWS access key id', '(?<![A-Za-z0-9])(?:AKIA|ASIA)[0-9A-Z]{8,}'],
  ['a private key', '-----BEGIN [A-Z ]*PRIVATE KEY-----'],
];

/** A secret somewhere in a text. */
export interface FoundSecret {
  /** What it seems to be, with its article. */
  readonly kind: string;
  readonly offset: number;
}

/** Everything in a text, comments included, that looks like a secret. */
export function secretsIn(text: string): readonly FoundSecret[] {
  return kinds.flatMap(([kind, form]) =>
    [...text.matchAll(new RegExp(form, 'g'))].map(({ index }) => ({ kind, offset: index })),
  );
}

/** The text with each secret in it made unreadable: a message ends up in logs. */
export function withoutSecrets(text: string): string {
  return kinds.reduce((rest, [, form]) => rest.replace(new RegExp(form, 'g'), '(a secret)'), text);
}
