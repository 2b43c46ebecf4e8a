/** How bad it is when a rule is broken, the worst first. */
export const severities = ['critical', 'high', 'medium', 'low', 'info'] as const;

export type Severity = (typeof severities)[number];

/** Whether a severity is as bad as another one, or worse. */
export function isAtLeast(severity: Severity, other: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(other);
}
