import type { JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { type Change, changed, undecided } from '../../../support/changes.ts';
import type { Case } from '../../../support/rule-cases.ts';
import { account } from '../../../support/storefront.ts';

/** The bucket for evidence of an account, and what the account sets of passwords. */
const good: Record<string, JsonRecord> = {
  Evidence: {
    Type: 'AWS::S3::Bucket',
    Properties: {
      BucketName: 'palisade-account-evidence-111111111111-eu-west-1',
      ObjectLockEnabled: true,
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 400 } } },
      VersioningConfiguration: { Status: 'Enabled' },
    },
  },
  Settings: {
    Type: 'Custom::RegionSettings',
    Properties: { PasswordPolicy: { LeastLength: 14, EndsAfterDays: 90, Remembered: 24 } },
  },
};

const place = { account: '111111111111', region: 'eu-west-1', sections: undecided };

/** The home region of an account, with some things changed. */
export function home(...changes: readonly Change[]) {
  return {
    ...place,
    resources: changed(good, changes),
    storefront: { ...account, regions: ['eu-west-1'] },
  } satisfies Case;
}

/** The same in a template that says nothing of itself. */
export function foreignHome(...changes: readonly Change[]) {
  return { ...place, resources: changed(good, changes) } satisfies Case;
}
