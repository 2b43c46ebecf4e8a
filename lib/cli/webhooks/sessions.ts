import type { Integration } from '../../../lambda/gateways/gateway-config.ts';
import json from './sessions.json' with { type: 'json' };

/** What the kit makes at a gateway for one attempt to pay, how it ends, and how the gateway is asked what became of it. */
export interface SessionFacts {
  readonly integrations: readonly Integration[];
  /** What the gateway calls it. */
  readonly what: string;
  /** When it can be paid no longer. */
  readonly ends: string;
  /** The request by which the kit ends it when a newer one is made; absent where there is none, or where nothing is left to end. */
  readonly endedBy?: string;
  /** Why the kit cannot end it, and what becomes of a payment that is made all the same. */
  readonly notEnded?: string;
  /** The requests by which the gateway is asked about an order of which nothing was heard. */
  readonly askedBy?: string;
  readonly notAsked?: string;
  readonly status: 'verified' | 'corroborated' | 'unverified';
  readonly source: string;
}

/** The date of the facts about sessions. */
export const sessionsAsOf: string = json.asOf;

/** What the kit makes at a gateway, by integration; nothing for one in which it makes nothing. */
export function sessionsOf(gateway: string): readonly SessionFacts[] {
  const found = (json.gateways as Readonly<Record<string, readonly SessionFacts[]>>)[gateway];
  if (!found) throw new Error(`nothing is known of sessions at '${gateway}'`);
  return found;
}
