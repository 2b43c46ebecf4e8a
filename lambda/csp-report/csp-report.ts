import { deliveryOf, type HttpEvent, header } from '../gateways/delivery.ts';
import { type Answer, bare } from '../shared/http/answer.ts';
import type { Log } from '../shared/log/log.ts';
import { type Kept, type Occurrences, type ReportStore, reportsOf } from './report.ts';
import { digestOf, isNoise, type Shop, type Violation, violationOf } from './violation.ts';

export interface CspReportDependencies {
  readonly shop: Shop;
  readonly store: ReportStore;
  readonly log: Log;
  readonly now: () => Date;
}

/**
 * Takes what browsers report about the shop's policies. Anybody can send such a report, so it may hint at something and proves nothing;
 * what is kept of it is bounded, and is nothing about a person.
 */
export function createCspReport({
  shop,
  store,
  log,
  now,
}: CspReportDependencies): (event: HttpEvent) => Promise<Answer> {
  return async (event) => {
    const read = readBody(event, shop.origin);
    if (read.status !== undefined) return bare(read.status);
    const occurrences = occurrencesOf(read.body, shop);
    if (!occurrences) return bare(400);
    if (occurrences.length === 0) return bare(204);
    try {
      tell(log, await store.keep(occurrences, now()), shop);
      return bare(204);
    } catch (error) {
      // A browser that uses the Reporting API tries again; the others' reports are lost, which the line says.
      log.error('reports not kept', error, { count: occurrences.length });
      log.count('ReportsLost');
      return bare(503);
    }
  };
}

// The firewall takes 8 KiB; what comes around it, from inside the network, is bounded here.
const mostBytes = 64 * 1024;
const mediaTypes = ['application/csp-report', 'application/reports+json', 'application/json'];

type Read =
  | { readonly status: number; readonly body?: never }
  | { readonly body: string; readonly status?: never };

function readBody(event: HttpEvent, url: string): Read {
  const delivery = deliveryOf(event, url);
  if (delivery.method !== 'POST') return { status: 405 };
  if (delivery.body.length > mostBytes) return { status: 413 };
  const type = header(delivery, 'content-type')?.split(';', 1).join().trim().toLowerCase() ?? '';
  return mediaTypes.includes(type) ? { body: delivery.body.toString('utf8') } : { status: 415 };
}

/** The violations of a request, each once. */
function occurrencesOf(body: string, shop: Shop): readonly Occurrences[] | undefined {
  const byDigest = new Map<string, Occurrences>();
  const reports = reportsOf(body);
  for (const report of reports ?? []) {
    const violation = violationOf(report, shop);
    if (!violation) continue;
    const digest = digestOf(violation);
    byDigest.set(digest, { digest, violation, count: (byDigest.get(digest)?.count ?? 0) + 1 });
  }
  return reports && [...byDigest.values()];
}

function tell(log: Log, { added, overflow }: Kept, shop: Shop): void {
  for (const violation of added) tellOf(log, violation, shop);
  if (overflow > 0) log.warn('reports only counted', { count: overflow });
}

/** Shoppers' own software meets the policy every day; on a payment page each new thing is worth a look all the same. */
function tellOf(log: Log, violation: Violation, { paymentPatterns }: Shop): void {
  const { pattern, directive, blocked, disposition } = violation;
  const result = isNoise(violation) ? 'noise' : 'violation';
  log.info('policy violation', { result, pattern, directive, blocked, disposition });
  if (result === 'violation')
    log.count(paymentPatterns.includes(pattern) ? 'PaymentCspViolation' : 'PolicyViolation');
}
