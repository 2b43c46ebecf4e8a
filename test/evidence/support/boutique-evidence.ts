import { Model } from '../../../lib/cloudformation/model/model.ts';
import type { TemplateSource } from '../../../lib/cloudformation/model/types.ts';
import type { Evidence } from '../../../lib/evidence/evidence.ts';
import { noRecords } from '../../../lib/evidence/records/record.ts';
import { evaluate } from '../../../lib/policy/evaluate.ts';
import { rules } from '../../../lib/policy/rules/index.ts';
import { buildReport } from '../../../lib/report/report.ts';
import { accountTemplates } from '../../support/account.ts';
import { boutiqueTemplates } from '../../support/boutique.ts';

const asOf = '2026-11-30';

/** The evidence of the example shop in production and of its account, with its templates changed as asked. */
export function boutiqueEvidence(
  change: (sources: readonly TemplateSource[]) => readonly TemplateSource[] = (sources) => sources,
): Evidence {
  return evidenceOf(change([...boutiqueTemplates(), ...accountTemplates()]));
}

/** The evidence of templates, by every rule and without records. */
export function evidenceOf(sources: readonly TemplateSource[]): Evidence {
  const model = new Model(sources);
  const report = buildReport({ findings: evaluate(model, rules, { asOf }), rules, model, asOf });
  return { report, model, period: { from: '2026-01-01', to: '2026-12-31' }, asOf, records: noRecords };
}
