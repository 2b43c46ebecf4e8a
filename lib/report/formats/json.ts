import { plainFinding } from '../../policy/finding.ts';
import { type Cause, causesOf } from '../causes.ts';
import type { Report } from '../report.ts';

/** The report as a machine reads it; docs/report.md describes it. */
export function formatJson(report: Report): string {
  const fields = Object.entries(report).flatMap(([name, value]) =>
    name === 'findings' ? Object.entries(findingsAndCauses(report)) : [[name, value]],
  );
  return `${JSON.stringify(Object.fromEntries(fields), null, 2)}\n`;
}

function findingsAndCauses({ findings }: Report): object {
  return {
    findings: findings.map((finding) => ({ ...plainFinding(finding), causePath: undefined })),
    causes: causesOf(findings).map(plainCause),
  };
}

/** A cause by itself, and the fingerprints of its findings. */
function plainCause({ id, findings, path, message }: Cause): object {
  const [{ rule, status, severity, stack, template, logicalId, type, line }] = findings;
  return {
    ...{ id, rule, status, severity, stack, template, logicalId, type, path, line, message },
    findings: findings.map(({ fingerprint }) => fingerprint),
  };
}
