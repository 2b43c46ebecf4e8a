import { isInAccountOf } from '../../../cloudformation/arns.ts';
import { logStore } from '../../../cloudformation/log-stores.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resolved, Resource, Value } from '../../../cloudformation/model/types.ts';
import { isSoleOutlet, outletsOf, outletTypes } from '../../../cloudformation/outlets.ts';
import { expectAmongTemplates } from '../../among-templates.ts';
import { flawsOf } from '../../choices.ts';
import { hasContract } from '../../data-classes.ts';
import { observe, type Verdict } from '../../expect.ts';
import { missing, notApplicable, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';

const expected = 'something of the same account';

/** Copies that AWS makes by itself pass no firewall, and no log of the network names them. */
export const data08: Rule = {
  id: 'DATA-08',
  title: 'Streams, copies, events and subscriptions of logs stay in the account',
  severity: 'high',
  types: outletTypes,
  why: 'One line in a template sends each order, event or log line to a stranger’s account, and nothing in the network sees it.',
  fix: 'Name a stream, queue, bucket, bus or function of the same account.',
  controls: ['DATA-08'],
  since: '0.1.0',
  stage: 'enforced',
  check: (outlet, model) => {
    const seen = outletsOf(outlet).map((value) => staysInAccount(value, outlet, model));
    if (countsOnly(outlet)) return [notApplicable(outlet, 'it counts events and hands nothing on')];
    if (isSoleOutlet(outlet)) return seen.length > 0 ? seen : [missing(outlet, 'Properties', expected)];
    const flaws = flawsOf(seen);
    return flaws.length > 0 ? flaws : [notApplicable(outlet, 'it hands nothing on to another account')];
  },
};

/** A rule of EventBridge without targets has a metric, on which an alarm may look, and nothing else. */
function countsOnly(outlet: Resource): boolean {
  return outlet.type === 'AWS::Events::Rule' && outlet.property('Targets').isAbsent;
}

function staysInAccount(value: Value, outlet: Resource, model: Model): Observation {
  const named = value.literal === undefined ? undefined : logStore(value, model);
  const stays = observe(value, { expected }, (resolved) =>
    named ? true : isOwn(resolved, outlet, accountBeside(value, outlet)),
  );
  // A storefront knows all of its own, and what else the account has nobody judged.
  return stays.status === 'pass' && !named && hasContract(outlet)
    ? expectAmongTemplates(value, model)
    : stays;
}

/** The account of the bucket that objects are copied to: its own ARN does not tell. */
function accountBeside(value: Value, outlet: Resource): Verdict {
  const [, destination] = /^Properties\.(ReplicationConfiguration\..*)\.Bucket$/.exec(value.path) ?? [];
  const account = destination === undefined ? undefined : outlet.property(`${destination}.Account`).literal;
  if (account === undefined || outlet.template.account === undefined) return undefined;
  return String(account) === outlet.template.account;
}

function isOwn(resolved: Resolved, outlet: Resource, stated: Verdict): Verdict {
  if (stated === false) return false;
  return isInAccountOf(resolved, outlet) ?? stated;
}
