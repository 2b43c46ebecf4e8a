import type { Criterion } from '../../compliance/saq.ts';
import type { EvidenceEnvironment } from '../environment.ts';
import type { Evidence } from '../evidence.ts';
import type { Confirmation, Records } from '../records/record.ts';

/** Who has confirmed a criterion for an environment last; nothing where nobody has. */
export function confirmationOf(
  id: string,
  environment: string,
  { confirmations: all }: Records,
): Confirmation | undefined {
  return all.findLast((each) => each.criterion === id && (each.environment ?? environment) === environment);
}

/** What nobody has confirmed yet of what has to be, before the form is filed. */
export function openConfirmations(
  { storefront }: EvidenceEnvironment,
  { records }: Evidence,
): readonly Criterion[] {
  return storefront.pciDss.confirmations.filter(
    ({ id }) => !confirmationOf(id, storefront.environment, records),
  );
}
