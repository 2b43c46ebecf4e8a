import { logGroupType, logStore } from '../../../cloudformation/log-stores.ts';
import type { AccountTemplates, Model } from '../../../cloudformation/model/model.ts';
import type { Resource, Template } from '../../../cloudformation/model/types.ts';
import { trailType } from '../../../cloudformation/trails.ts';
import { lacking, ofService } from '../../account-services.ts';
import { tells } from '../../alert-routes.ts';
import { bestOf, inTurn } from '../../choices.ts';
import type { Observation } from '../../observation.ts';
import type { Remark } from '../../remark.ts';
import type { Rule } from '../../rule.ts';
import { heardInLogs } from '../../trail-alerts.ts';
import { commonFields, onTheBus } from '../log/trail-records.ts';

/** A role that may do nearly everything is safe as long as nobody uses it unheard. */
export const iam04BreakGlass: Rule = {
  id: 'IAM-04-break-glass',
  title: 'Somebody is told at once when a break-glass role is taken on',
  severity: 'high',
  types: [],
  account: { subject: 'an alert on each use of a break-glass role', check: told },
  why: 'Whoever takes the role on for another reason than an emergency has hours before anybody looks.',
  fix: 'Deploy the account stack of the kit, whose alarm break-glass hears sts:AssumeRole of each role that ends in -break-glass.',
  controls: ['IAM-04'],
  since: '0.1.0',
  stage: 'enforced',
  check: () => [],
};

const record = {
  ...commonFields,
  eventSource: 'sts.amazonaws.com',
  eventName: 'AssumeRole',
  readOnly: true,
  requestParameters: { roleArn: 'arn:aws:iam::111111111111:role/boutique-prod-break-glass' },
};
const what = 'each use of a break-glass role';
const alert = { section: 'break-glass', what, name: what, most: 1, withinSeconds: 3600, records: [record] };

/** Where another one's trail records the account, rules of EventBridge hear what its log group would tell. */
function told(account: AccountTemplates, model: Model): readonly (Observation | Remark)[] {
  const presence = { control: 'IAM-04' };
  return account.contract.detection['cloudTrail']?.state === 'created'
    ? ofService(account, { ...presence, regions: 'home' }, (template) => byLogs(template, model))
    : ofService(account, { ...presence, regions: 'each' }, byEvents);
}

function byLogs(template: Template, model: Model): readonly (Observation | Remark)[] {
  const groups = template.ofType(trailType).flatMap((trail) => groupOf(trail, model));
  const lacks = lacking(template, {
    status: 'fail',
    type: trailType,
    what: `trail whose log group tells of ${what}`,
  });
  return groups.length === 0
    ? [lacks]
    : bestOf(
        inTurn(groups, (group) => heardInLogs(alert, group, model)),
        [],
      );
}

function groupOf(trail: Resource, model: Model): readonly Resource[] {
  const group = logStore(trail.property('CloudWatchLogsLogGroupArn'), model);
  return group?.type === logGroupType ? [group] : [];
}

function byEvents(template: Template): readonly (Observation | Remark)[] {
  return tells(template, { what, ways: ['page', 'security'], events: [onTheBus(record)], areReads: true });
}
