import type { Model } from '../../../cloudformation/model/model.ts';
import { asParts } from '../../../cloudformation/model/resolved.ts';
import type { Resolved, Resource } from '../../../cloudformation/model/types.ts';
import { accountHas } from '../../account-services.ts';
import { bestOf, flawsOf } from '../../choices.ts';
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
  check: (hub, model) => [
    // Those that come by default collide with standards that are named.
    expectFalse(hub.property('EnableDefaultStandards').withDefault(true)),
    ...flawsOf([expectTrue(hub.property('AutoEnableControls').withDefault(true)), ...onlyOne(hub)]),
    ...services.standards.flatMap((path) => judgesBy(hub, path, model)),
  ],
};

function judgesBy(hub: Resource, path: string, model: Model): readonly Observation[] {
  const expected = `a standard ${path}`;
  const candidates = model
    .beside(hub, standardType)
    .filter((standard) => standard.template === hub.template)
    .map((standard) => [
      observe(standard.property('StandardsArn'), { expected }, (resolved) => isArnOf(resolved, path)),
      ...flawsOf([
        expectAbsent(standard.property('DisabledStandardsControls'), 'no control that is left out'),
      ]),
      ...doubtAbout(standard, hub),
    ])
    .filter(([arn]) => arn?.status !== 'fail');
  return bestOf(candidates, [missing(hub, 'Properties', expected)]);
}

/** Partition and region may be open; what follows them may not. */
function isArnOf(resolved: Resolved, path: string): Verdict {
  if (resolved.kind === 'reference' || resolved.kind === 'absent') return false;
  const end = asParts(resolved).at(-1);
  if (typeof end !== 'string') return undefined;
  return end.endsWith(`:${path}`);
}
