import type { Gateway } from '../../../lambda/gateways/gateway.ts';
import { gatewayOf } from '../../../lambda/gateways/index.ts';
import { gatewayNames, refusalOf } from '../../../lambda/gateways/registry.ts';
import { nearest } from '../../nearest.ts';
import { UsageError } from '../output.ts';

/** The gateway with this name. An unknown name is not repeated: it may be a secret in the wrong place. */
export function gatewayByName(name: string): Gateway {
  if (gatewayNames.includes(name)) return gatewayOf(name);
  const refusal = refusalOf(name);
  if (refusal !== undefined) throw new UsageError(refusal);
  const meant = nearest(name, gatewayNames);
  throw new UsageError(
    meant
      ? `found no such gateway, did you mean ${meant}?`
      : `found no such gateway, write ${gatewayNames.join(', ')}`,
  );
}
