import type { Finding } from '../../policy/finding.ts';
import type { Report } from '../report.ts';

/** The report as a machine reads it; docs/report.md describes it. */
export function formatJson(report: Report): string {
  return `${JSON.stringify({ ...report, findings: report.findings.map(plainFinding) }, null, 2)}\n`;
}

/** A finding with the fields of the contract, in their order; JSON leaves out those that it does not have. */
function plainFinding(finding: Finding): Finding {
  const { rule, status, severity, stack, template, logicalId, type, path, message, actual, expected } =
    finding;
  const { subject, about, line, construct, source, missingStack, acceptance, declaration, fingerprint } =
    finding;
  return {
    ...{ rule, status, severity, stack, template, logicalId, type, path, message, actual, expected },
    ...{ subject, about, line, construct, source, missingStack, acceptance, declaration, fingerprint },
  };
}
