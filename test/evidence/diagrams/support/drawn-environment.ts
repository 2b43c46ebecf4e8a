import { Model } from '../../../../lib/cloudformation/model/model.ts';
import type { TemplateSource } from '../../../../lib/cloudformation/model/types.ts';
import { type EvidenceEnvironment, environmentsOf } from '../../../../lib/evidence/environment.ts';
import { noRecords } from '../../../../lib/evidence/records/record.ts';
import { buildReport } from '../../../../lib/report/report.ts';

const asOf = '2026-11-30';

/** The first environment of templates, of which nothing is judged: a diagram shows no verdict. */
export function drawnEnvironment(sources: readonly TemplateSource[]): {
  readonly environment: EvidenceEnvironment;
  readonly model: Model;
} {
  const model = new Model(sources);
  const report = buildReport({ findings: [], rules: [], model, asOf });
  const period = { from: '2026-01-01', to: '2026-12-31' };
  const [environment] = environmentsOf({ report, model, period, asOf, records: noRecords });
  if (!environment) throw new Error('no template belongs to a shop');
  return { environment, model };
}
