import type { JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { type Change, changed, undecided } from '../../../support/changes.ts';
import type { Case } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';

function statement(operation: JsonRecord): JsonRecord {
  return {
    DataIdentifier: [
      { 'Fn::Sub': 'arn:${AWS::Partition}:dataprotection::aws:data-identifier/CreditCardNumber' },
    ],
    Operation: operation,
  };
}

/** A log group that masks card numbers. */
const good: Record<string, JsonRecord> = {
  Group: {
    Type: 'AWS::Logs::LogGroup',
    Properties: {
      DataProtectionPolicy: {
        Version: '2021-06-01',
        Statement: [
          statement({ Audit: { FindingsDestination: {} } }),
          statement({ Deidentify: { MaskConfig: {} } }),
        ],
      },
    },
  },
};

/** The log group of a storefront, with some things changed. */
export function masking(...changes: readonly Change[]) {
  return { resources: changed(good, changes), sections: undecided, storefront } satisfies Case;
}

/** The same in somebody else's template. */
export function foreignMasking(...changes: readonly Change[]) {
  return { resources: changed(good, changes), sections: undecided } satisfies Case;
}

export const parameter = 'unknown (parameter Open is only known at deployment)';
