import { parseJson, textAt } from '../../../lambda/gateways/json.ts';

/** The merchant account that the first item of an Adyen callback is for. */
export function merchantAccountOf(body: Buffer): string | undefined {
  const path = ['notificationItems', 0, 'NotificationRequestItem', 'merchantAccountCode'] as const;
  return textAt(parseJson(body), ...path);
}
