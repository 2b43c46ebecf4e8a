import * as z from 'zod/mini';
import { once } from '../once.ts';
import standard from './security-hub.json' with { type: 'json' };

const check = z.strictObject({
  /** What AWS judges; `AWS::::Account` is a setting of the whole account. */
  resourceType: z.string().check(z.regex(/^AWS::(?:::Account|\w+::\w+)$/)),
  /** CloudFormation types by which a template declares it, where they differ from what AWS judges. */
  declaredBy: z.optional(z.array(z.string())),
  /** Requirements of PCI DSS v4.0.1 that AWS relates the check to. Its judgement, not this catalogue's. */
  requirements: z.array(z.string()),
});

/** One check of the standard "PCI DSS v4.0.1" in AWS Security Hub CSPM. */
type SecurityHubCheck = z.infer<typeof check>;

const file = z.strictObject({
  asOf: z.iso.date(),
  standard: z.string(),
  source: z.url(),
  note: z.string(),
  checks: z.record(z.string(), check),
  /** Checks of the standard whose pages were not read, because no control looks at the same. */
  notRead: z.array(z.string()),
});

/** AWS's own mapping of its checks to PCI DSS v4.0.1. */
export const securityHubStandard = once(() => file.parse(standard));

/** The check with this id; one that is not of the standard, or was not read, is a mistake in the catalogue. */
export function securityHubCheck(id: string): SecurityHubCheck {
  const found = securityHubStandard().checks[id];
  if (!found) throw new Error(`the PCI DSS standard of Security Hub has no check ${id} that was read`);
  return found;
}

/** The types that a control must look at so that the check looks at the same. */
export function typesOf({ resourceType, declaredBy = [] }: SecurityHubCheck): readonly string[] {
  return [resourceType, ...declaredBy];
}
