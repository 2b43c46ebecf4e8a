import { trailType } from '../../../cloudformation/trails.ts';
import { accountHas } from '../../account-services.ts';
import { flawsOf } from '../../choices.ts';
import { expectTrue } from '../../expect.ts';
import type { Rule } from '../../rule.ts';

/** Whoever breaks in uses the region that nobody looks at. */
export const log01: Rule = {
  id: 'LOG-01',
  title: 'A trail records the account in all regions, and is switched on',
  severity: 'high',
  types: [trailType],
  account: accountHas({
    control: 'LOG-01',
    service: 'cloudTrail',
    type: trailType,
    subject: 'a trail of all regions',
    regions: 'home',
  }),
  why: 'What nobody recorded cannot be found out later; a trail of one region misses whatever is done in another.',
  fix: 'Set IsLogging and IsMultiRegionTrail to true, and leave IncludeGlobalServiceEvents on.',
  controls: ['LOG-01'],
  since: '0.1.0',
  stage: 'enforced',
  check: (trail) => [
    expectTrue(trail.property('IsLogging')),
    expectTrue(trail.property('IsMultiRegionTrail')),
    // CloudTrail includes them unless told otherwise.
    ...flawsOf([expectTrue(trail.property('IncludeGlobalServiceEvents').withDefault(true))]),
  ],
};
