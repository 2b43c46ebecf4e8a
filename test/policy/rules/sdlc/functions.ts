import type { JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { type Change, changed, undecided } from '../../../support/changes.ts';
import type { Case } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';

/** What AWS patches by itself, of each type. */
const good: Record<string, JsonRecord> = {
  Lambda: { Type: 'AWS::Lambda::Function', Properties: { Runtime: 'nodejs24.x' } },
  Service: { Type: 'AWS::ECS::Service', Properties: { PlatformVersion: 'LATEST' } },
  Database: { Type: 'AWS::RDS::DBInstance', Properties: { AutoMinorVersionUpgrade: true } },
};

/** The functions of a storefront, with some things changed. */
export function functions(...changes: readonly Change[]) {
  return { resources: changed(good, changes), sections: undecided, storefront } satisfies Case;
}

/** The same in somebody else's template. */
export function foreignFunctions(...changes: readonly Change[]) {
  return { resources: changed(good, changes), sections: undecided } satisfies Case;
}
