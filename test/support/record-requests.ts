import { appendFileSync } from 'node:fs';
import { join } from 'node:path';

/** A request as it comes from a browser, under the real name of its host. */
export interface SentRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly body: string | Uint8Array;
}

/** The folder of `npm run record-requests`; nothing is recorded without one. */
const folder = process.env['RECORD_REQUESTS'];

/** Writes down what a browser asks for, where somebody makes the corpus of ordinary requests anew. */
export function recordRequest({ method, url, headers, body }: SentRequest): void {
  if (folder === undefined) return;
  const line = JSON.stringify({ method, url, headers, body: Buffer.from(body).toString('utf8') });
  appendFileSync(join(folder, `${process.pid}.jsonl`), `${line}\n`);
}
