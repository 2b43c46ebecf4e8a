import file from './severity-reasons.json' with { type: 'json' };

/** How bad it is when a rule is broken, the worst first. */
export const severities = ['critical', 'high', 'medium', 'low', 'info'] as const;

export type Severity = (typeof severities)[number];

/** Whether a severity is as bad as another one, or worse. */
export function isAtLeast(severity: Severity, other: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(other);
}

/**
 * Why a rule has its severity, as one sentence: what an attacker or a failure gains, and what stands before it. Nothing for a rule of a team
 * that gives none.
 */
export function severityReasonOf({ id, severityReason }: SeverityReason): string | undefined {
  return severityReason ?? reasons.get(id);
}

interface SeverityReason {
  readonly id: string;
  readonly severityReason?: string | undefined;
}

const reasons = new Map(Object.entries(file));
