import { isDeepStrictEqual } from 'node:util';
import type { Refused } from '../../gateways/exchange.ts';
import type { Secret } from '../../gateways/gateway.ts';
import type { GatewaySecrets } from './gateway-secrets.ts';

/** What a gateway answered, of which all that counts here is whether it refused. */
type Answer = Refused | { readonly outcome: string };

/**
 * Asks a gateway with a secret, and once more if it refuses the key and another one turns out to be the current one:
 * the key may have been replaced since it was read.
 */
export async function withCurrentKey<Result extends Answer>(
  secrets: GatewaySecrets,
  { gateway, secret }: { readonly gateway: string; readonly secret: Secret },
  ask: (secret: Secret) => Promise<Result>,
): Promise<Result> {
  const answer = await ask(secret);
  if (!isKeyRefused(answer)) return answer;
  const { current } = await secrets.refresh(gateway);
  return current && !isDeepStrictEqual(current, secret) ? ask(current) : answer;
}

function isKeyRefused(answer: Answer): boolean {
  return (
    answer.outcome === 'refused' && 'status' in answer && (answer.status === 401 || answer.status === 403)
  );
}
