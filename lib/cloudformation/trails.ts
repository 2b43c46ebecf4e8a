import type { Resource } from './model/types.ts';

/** Records who did what in an account. */
export const trailType = 'AWS::CloudTrail::Trail';

/** What CloudTrail names itself by in policies. */
export const trailService = 'cloudtrail.amazonaws.com';

/** The name that a trail gives itself; nothing where AWS makes one or only the deployment knows it. */
export function trailName(trail: Resource): string | undefined {
  const { literal } = trail.property('TrailName');
  return typeof literal === 'string' ? literal : undefined;
}
