import type { Report } from '../report.ts';

/** The report as a machine reads it; docs/report.md describes it. */
export function formatJson(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
