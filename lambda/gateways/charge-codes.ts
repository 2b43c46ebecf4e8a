import { refusedFor } from './charge.ts';
import json from './charge-codes.json' with { type: 'json' };
import type { HttpResponse, Refused } from './exchange.ts';

type GatewayName = keyof typeof json.gateways;

/**
 * What the codes of an answer say that names no payment. One that nobody may judge by (the request may have come before, or be under
 * way) makes it uncertain, then a used token counts, then the card. `otherwise` is said where no code is known.
 */
export function refusalByCodes(
  gateway: GatewayName,
  codes: readonly string[],
  response: HttpResponse,
  otherwise: Refused['reason'],
): Refused {
  const { uncertain, tokenUsedUp, declined } = json.gateways[gateway];
  const inOrder: readonly (readonly [Refused['reason'], readonly string[]])[] = [
    ['unreadable', uncertain],
    ['token used up', tokenUsedUp],
    ['declined', declined],
  ];
  for (const [reason, known] of inOrder) {
    const found = codes.find((code) => known.includes(code));
    if (found !== undefined && response.status < 500) return refusedFor(reason, response, found);
  }
  return refusedFor(otherwise, response, codes[0]);
}
