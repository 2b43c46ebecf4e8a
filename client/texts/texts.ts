import type { ErrorKind } from '../checkout-error.ts';

/** All that this client says. `{gateway}` stands for the gateway's own name, `{amount}` for what is to be paid. */
export interface Texts {
  readonly heading: string;
  readonly methods: string;
  readonly next: string;
  readonly pay: string;
  readonly busy: string;
  readonly frame: string;
  readonly challenge: string;
  readonly number: string;
  readonly expiry: string;
  readonly code: string;
  readonly holder: string;
  readonly errors: Readonly<Record<ErrorKind, string>>;
  /** The secure-checkout message for each integration of which it can be true. */
  readonly secure: Readonly<Record<'redirect' | 'iframe' | 'fields', string>>;
  /** Follows the message where no money moves. */
  readonly test: string;
  readonly done: Readonly<Record<'paid' | 'pending' | 'failed', string>>;
}
