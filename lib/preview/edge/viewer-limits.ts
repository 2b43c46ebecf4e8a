import cloudfront from '../../aws/cloudfront-quotas.json' with { type: 'json' };
import type { ViewerRequest } from '../responder.ts';
import type { Refusal } from './edge-answers.ts';

/** Why CloudFront takes no request of this size, if it does not. */
export function sizeRefusal({ method, target, headers }: ViewerRequest): Refusal | undefined {
  const { urlBytes, requestBytes } = cloudfront.viewerRequest;
  if (Buffer.byteLength(target) > urlBytes) {
    return { status: 414, reason: `The URL is longer than ${urlBytes} bytes.` };
  }
  const lines = Object.entries(headers).flatMap(([name, values]) =>
    values.map((value) => `${name}: ${value}`),
  );
  const size = [`${method} ${target} HTTP/1.1`, ...lines].reduce(
    (sum, line) => sum + Buffer.byteLength(line, 'latin1') + 2,
    0,
  );
  return size > requestBytes
    ? { status: 413, reason: `The request without its body is longer than ${requestBytes} bytes.` }
    : undefined;
}
