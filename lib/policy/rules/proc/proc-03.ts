import { bucketType } from '../../../cloudformation/buckets.ts';
import type { AccountTemplates, Model } from '../../../cloudformation/model/model.ts';
import type { Resource, Template } from '../../../cloudformation/model/types.ts';
import { textIs } from '../../../cloudformation/texts.ts';
import { accountScope, evidenceRole } from '../../../contract/account-names.ts';
import { resourceName } from '../../../contract/names.ts';
import { lacking, ofService } from '../../account-services.ts';
import { bestOf, inTurn } from '../../choices.ts';
import { expectLock } from '../../object-lock.ts';
import type { Observation } from '../../observation.ts';
import type { Remark } from '../../remark.ts';
import type { Rule } from '../../rule.ts';

/** What is handed to an acquirer or an assessor has to be what it was when it was filed. */
export const proc03: Rule = {
  id: 'PROC-03',
  title: 'The account has a bucket for evidence, in which nothing can be changed for a year',
  severity: 'low',
  types: [],
  account: { subject: 'a locked bucket for evidence', check: filed },
  why: 'Documents that somebody can replace show what they say today, and not what was so.',
  fix: 'Deploy the account stack of the kit, and set ObjectLockEnabled and a default retention of 365 days or longer on its bucket for evidence.',
  controls: ['PROC-03'],
  since: '0.1.0',
  stage: 'enforced',
  check: () => [],
};

function filed(account: AccountTemplates, model: Model): readonly (Observation | Remark)[] {
  return ofService(account, { control: 'PROC-03', regions: 'home' }, (template) => inHome(template, model));
}

function inHome(template: Template, model: Model): readonly (Observation | Remark)[] {
  const buckets = template.ofType(bucketType).filter((bucket) => isForEvidence(bucket) && bucket.isMade());
  if (buckets.length === 0) {
    return [lacking(template, { status: 'fail', type: bucketType, what: 'bucket for evidence' })];
  }
  return bestOf(
    inTurn(buckets, (bucket) => expectLock(bucket, model)),
    [],
  );
}

/** The account and the region end the name, so that it is nobody else's. */
function isForEvidence(bucket: Resource): boolean {
  const start = `${resourceName(accountScope, evidenceRole)}-`;
  return textIs(bucket.property('BucketName'), (name) => name.startsWith(start)) === true;
}
