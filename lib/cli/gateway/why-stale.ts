import { titleOf } from '../../../lambda/gateways/registry.ts';
import type { Callback } from './callback.ts';
import { signedTimeOf } from './signed-time.ts';

/** How old a stale callback is, and how old it may be. */
export function whyStale({ gateway: { name }, delivery, now }: Callback): string {
  const time = signedTimeOf(name);
  const age = now.getTime() / 1000 - (time?.read(delivery) ?? Number.NaN);
  if (!time || Number.isNaN(age)) return `the time at which ${titleOf(name)} signed it is none`;
  if (age < 0) return `signed ${duration(-age)} in the future, so one of the two clocks is wrong`;
  return `signed ${duration(age)} ago, and accepted for ${duration(time.oldestSeconds)}`;
}

function duration(seconds: number): string {
  if (seconds < 7200) return `${Math.round(seconds)} seconds`;
  if (seconds < 48 * 3600) return `${Math.round(seconds / 3600)} hours`;
  return `${Math.round(seconds / 86400)} days`;
}
