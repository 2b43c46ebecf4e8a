import * as z from 'zod/mini';
import type { EventMessage } from '../shared/orders/inbound-event.ts';
import { RetryableError } from './retryable-error.ts';

/** Reads a message of the queue. Throws where it is not one of ours: somebody has to look at it. */
export function eventMessage(body: string): EventMessage {
  const read = form.safeParse(jsonOf(body));
  if (!read.success) throw new RetryableError('MessageMalformed');
  return read.data;
}

const form = z.strictObject({
  key: z.string().check(z.minLength(1), z.maxLength(1000)),
  generation: z.int().check(z.positive()),
});

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new RetryableError('MessageMalformed', { cause });
  }
}
