import { asParts } from '../../../cloudformation/model/resolved.ts';
import type { Resolved, Resource } from '../../../cloudformation/model/types.ts';
import { memoized } from '../../../memoized.ts';
import { accountHas } from '../../account-services.ts';
import { bestOf, flawsOf, inTurn } from '../../choices.ts';
import { doubtAbout, expectAbsent, expectFalse, expectTrue, observe, type Verdict } from '../../expect.ts';
import { missing, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { onlyOne } from './only-one.ts';
import services from './services.json' with { type: 'json' };

const hubType = 'AWS::SecurityHub::Hub';
const standardType = 'AWS::SecurityHub::Standard';

/** Security Hub holds what runs against the standards, day by day. */
export const det02: Rule = {
  id: 'DET-02',
  title: 'Security Hub judges each region by FSBP and PCI DSS v4.0.1, with every control',
  severity: 'medium',
  types: [hubType],
  account: accountHas({
    control: 'DET-02',
    service: 'securityHub',
    type: hubType,
    subject: 'a hub of Security Hub in each region',
    regions: 'each',
  }),
  why: 'Templates are right on the day of the deployment; Security Hub tells when what runs is no longer.',
  fix: 'Add an AWS::SecurityHub::Standard for FSBP v1.0.0 and for PCI DSS v4.0.1 without DisabledStandardsControls, set EnableDefaultStandards to false beside them, and leave AutoEnableControls on.',
  controls: ['DET-02'],
  since: '0.1.0',
  stage: 'enforced',
  check: (hub) => [
    // Those that come by default collide with standards that are named.
    expectFalse(hub.property('EnableDefaultStandards').withDefault(true)),
    ...flawsOf([expectTrue(hub.property('AutoEnableControls').withDefault(true)), ...onlyOne(hub)]),
    ...services.standards.flatMap((path) => judgesBy(hub, path)),
  ],
};

function judgesBy(hub: Resource, path: string): readonly Observation[] {
  const expected = `a standard ${path}`;
  const standards = standardsOf(hub.template.ofType(standardType)).get(path) ?? [];
  return bestOf(
    inTurn(standards, (standard) => [
      namesStandard(standard, path),
      ...flawsOf([
        expectAbsent(standard.property('DisabledStandardsControls'), 'no control that is left out'),
      ]),
      ...doubtAbout(standard, hub),
    ]),
    [missing(hub, 'Properties', expected)],
  );
}

/** Chosen once: each hub asks all standards beside it. */
const standardsOf = memoized(
  (standards: readonly Resource[]) =>
    new Map(
      services.standards.map((path) => [
        path,
        standards.filter((standard) => namesStandard(standard, path).status !== 'fail'),
      ]),
    ),
);

function namesStandard(standard: Resource, path: string): Observation {
  const expected = `a standard ${path}`;
  return observe(standard.property('StandardsArn'), { expected }, (resolved) => isArnOf(resolved, path));
}

/** Partition and region may be open; what follows them may not. */
function isArnOf(resolved: Resolved, path: string): Verdict {
  if (resolved.kind === 'reference' || resolved.kind === 'absent') return false;
  const end = asParts(resolved).at(-1);
  if (typeof end !== 'string') return undefined;
  return end.endsWith(`:${path}`);
}
