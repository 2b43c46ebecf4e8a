import { titleOf } from '../../../lambda/gateways/registry.ts';
import { accountOf, type Callback } from './callback.ts';
import { secretFault } from './secret-fault.ts';
import { callbackMembers } from './secrets.ts';

/** What is missing on our side to judge a callback. */
export function whyUndecidable(callback: Callback): string {
  const { gateway, delivery } = callback;
  const address = gateway.certificateUrl?.(delivery, accountOf(callback));
  if (address !== undefined && !delivery.certificate) {
    return `the signature needs ${titleOf(gateway.name)}'s certificate: fetch ${address} and give its text as the certificate`;
  }
  const names = callbackMembers(gateway).join(' and ');
  return secretFault(callback) ?? `it is signed, and the secret has no ${names} to check it with`;
}
