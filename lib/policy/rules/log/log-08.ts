import { logGroupType, logStore } from '../../../cloudformation/log-stores.ts';
import type { AccountTemplates, Model } from '../../../cloudformation/model/model.ts';
import type { Resource, Template } from '../../../cloudformation/model/types.ts';
import { referenced } from '../../../cloudformation/references.ts';
import { trailService, trailType } from '../../../cloudformation/trails.ts';
import { alertWays } from '../../../contract/account-names.ts';
import { accountHas, ofService } from '../../account-services.ts';
import { tells } from '../../alert-routes.ts';
import { flawsOf } from '../../choices.ts';
import { expectCustomerManagedKey } from '../../encryption-keys.ts';
import { doubtAbout, expectOneOf, expectReference, expectSeen } from '../../expect.ts';
import { keepsLogs } from '../../log-retention.ts';
import { type Observation, observation } from '../../observation.ts';
import type { Remark } from '../../remark.ts';
import type { Rule } from '../../rule.ts';
import { admitsService, serviceNamed } from '../../statements/service-access.ts';
import { heardInLogs } from '../../trail-alerts.ts';
import { families, onTheBus, ordinaryRecords } from './trail-records.ts';

/** A record that nobody reads tells afterwards; these alarms tell at once. */
export const log08: Rule = {
  id: 'LOG-08',
  title:
    'An alarm hears each kind of change that the CIS benchmark names, from the log group of the trail or from the event bus',
  severity: 'medium',
  types: [trailType],
  account: { subject: 'the alarms of the CIS benchmark', check: ofAccount },
  why: 'An intruder changes rights, trails, keys and networks; without an alarm the owner reads of it in the next audit.',
  fix: 'Give the trail a log group with a key and a retention, and for each kind a metric filter and an alarm that publishes to a topic; where another one’s trail records the account, rules of EventBridge that take in the same events.',
  controls: ['LOG-08'],
  since: '0.1.0',
  stage: 'enforced',
  check: (trail, model) => {
    const named = trail.property('CloudWatchLogsLogGroupArn');
    const group = logStore(named, model);
    const expected = 'a log group among the templates';
    if (group?.type !== logGroupType) return [expectSeen(named, expected)];
    return [
      observation('pass', named, { expected }),
      ...doubtAbout(group, trail),
      expectCustomerManagedKey(group.property('KmsKeyId')),
      ...keepsLogs(group),
      // A group of the other class has no metric filters.
      ...flawsOf([expectOneOf(group.property('LogGroupClass').withDefault('STANDARD'), ['STANDARD'])]),
      ...writesThere(trail),
      ...families.flatMap((family) =>
        heardInLogs(
          { ...family, name: `${family.what} and little else (CIS ${family.section})` },
          group,
          model,
        ),
      ),
    ];
  },
};

const trail = accountHas({
  control: 'LOG-08',
  service: 'cloudTrail',
  type: trailType,
  subject: 'the alarms of the CIS benchmark',
  regions: 'home',
});

/** Where another one's trail records the account there is no log group, so rules of EventBridge have to hear the same. */
function ofAccount(account: AccountTemplates, model: Model): readonly (Observation | Remark)[] {
  const seen = trail.check(account, model);
  const { state } = account.contract.detection['cloudTrail'];
  return state === 'declared'
    ? [...seen, ...ofService(account, { control: 'LOG-08', regions: 'each' }, tellsOfFamilies)]
    : seen;
}

function tellsOfFamilies(template: Template): readonly (Observation | Remark)[] {
  const quiet = ordinaryRecords.map(onTheBus);
  return families.flatMap(({ what, most, records }) =>
    tells(template, { what, ways: alertWays, most, events: records.map(onTheBus), quiet }),
  );
}

/** CloudTrail writes into the group with a role that it may take. */
function writesThere(trail: Resource): readonly Observation[] {
  const named = trail.property('CloudWatchLogsRoleArn');
  const role = referenced(named);
  if (role?.type !== 'AWS::IAM::Role') return [expectSeen(named, 'a role among the templates')];
  const trust = admitsService(role.property('AssumeRolePolicyDocument'), {
    ...serviceNamed(trailService),
    actions: ['sts:AssumeRole'],
  });
  return [expectReference(named, role, 'Arn'), ...trust, ...doubtAbout(role, trail)];
}
