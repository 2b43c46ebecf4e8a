import * as z from 'zod/mini';
import type { Violation } from './violation.ts';

/** What a browser says that a policy blocked, before anything is left out of it. */
export interface Report {
  readonly document: string;
  readonly directive: string;
  readonly blocked: string;
  /** The file whose code was at work, as far as the browser says it. */
  readonly source: string;
  readonly disposition: string;
}

/** How many reports of one request are read. */
const mostReports = 50;

/**
 * Reads the reports of a body in either form: one report of `report-uri`, or a list of the Reporting API. Members of
 * a list that are about something else are left out. Nothing for a body of neither form.
 */
export function reportsOf(body: string): readonly Report[] | undefined {
  const value = parsed(body);
  const legacy = legacyReport.safeParse(value);
  if (legacy.success) return [fromLegacy(legacy.data)];
  const list = z.array(z.unknown()).safeParse(value);
  if (!list.success) return undefined;
  return list.data.slice(0, mostReports).flatMap((member) => fromList(member));
}

// What a browser leaves out, or sends as null, does not make the rest of its report worthless.
const text = z.catch(z.string(), '');

// Firefox sends the whole directive of the policy as `violated-directive`; older ones send no other.
const legacyReport = z.object({
  'csp-report': z.object({
    'document-uri': z.string(),
    'effective-directive': text,
    'violated-directive': text,
    'blocked-uri': text,
    'source-file': text,
    disposition: text,
  }),
});

const listedReport = z.object({
  type: z.literal('csp-violation'),
  body: z.object({
    documentURL: z.string(),
    effectiveDirective: z.string(),
    blockedURL: text,
    sourceFile: text,
    disposition: text,
  }),
});

function fromLegacy({ 'csp-report': report }: z.output<typeof legacyReport>): Report {
  return {
    document: report['document-uri'],
    directive: firstWord(report['effective-directive']) || firstWord(report['violated-directive']),
    blocked: report['blocked-uri'],
    source: report['source-file'],
    disposition: report.disposition,
  };
}

function fromList(member: unknown): readonly Report[] {
  const listed = listedReport.safeParse(member);
  if (!listed.success) return [];
  const { documentURL, effectiveDirective, blockedURL, sourceFile, disposition } = listed.data.body;
  return [
    {
      document: documentURL,
      directive: firstWord(effectiveDirective),
      blocked: blockedURL,
      source: sourceFile,
      disposition,
    },
  ];
}

function firstWord(directive: string): string {
  return directive.trim().split(/\s/, 1).join();
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** A violation and how often one request told of it. */
export interface Occurrences {
  readonly digest: string;
  readonly violation: Violation;
  readonly count: number;
}

/** Where violations are kept: each once, with a count. Throws where they cannot be kept. */
export interface ReportStore {
  /** Keeps these, and says which of them nobody had reported before. */
  readonly keep: (all: readonly Occurrences[], now: Date) => Promise<Kept>;
}

/** What became of the violations of one request. */
export interface Kept {
  readonly added: readonly Violation[];
  /** How many reports were only counted, because the day has had its share of new violations. */
  readonly overflow: number;
}
