import type { Model } from '../../cloudformation/model/model.ts';
import type { Resource } from '../../cloudformation/model/types.ts';
import { referenced } from '../../cloudformation/references.ts';
import { useOf } from '../../policy/data-classes.ts';
import { backupsOf, erasureOf, type StoreErasure } from '../../policy/erasure.ts';
import { works } from '../../policy/rules/bkp/failures.ts';
import { hoursOfSilence } from '../../policy/rules/bkp/silences.ts';
import { listed, made, placeOf, type ReadRegister } from './register.ts';

/** Each store of data, from what it comes back, how much is lost at most, and how long a restore may take. */
export const backups: ReadRegister = (environment, { model }) => {
  const { contract } = environment;
  const owner = model.storefronts.find(({ contract: own }) => own === contract);
  const restore = contract.backups.mostRestoreMinutes;
  return {
    id: 'backups',
    title: 'Backups',
    about:
      'Each store of personal and audit data, from what it comes back, and for how many days. How much is lost at most is the RPO, how long a restore may take the RTO, both as the templates promise them: whether a backup came and a restore ended in time, only a look and records show.',
    columns: [
      'store',
      'holds',
      'comes back from',
      'days',
      'lost at most (RPO)',
      'back within (RTO)',
      'backed up by',
    ],
    rows: (owner ? erasureOf(owner, model) : []).map((erasure) => {
      const { template, logicalId, type, days } = erasure;
      const store = made(environment, type).find(
        (each) => each.logicalId === logicalId && each.template.name === template,
      );
      const selections = store ? backupsOf(store, model) : [];
      return [
        store ? placeOf(store) : `${logicalId} in ${template}`,
        (store && useOf(store)?.class) ?? 'not classified',
        comesBackFrom(erasure, store),
        days === undefined ? 'unknown' : String(days),
        lost(selections, erasure, model),
        selections.length === 0 ? 'not restored' : backWithin(restore),
        listed(selections.flatMap(rhythms), 'no backup'),
      ];
    }),
  };
};

function comesBackFrom({ remnants }: StoreErasure, store: Resource | undefined): string {
  return listed(
    remnants.map(({ in: place, days }) => `${place}${days === undefined ? '' : ` (${days} days)`}`),
    (store && useOf(store)?.comesBack) ?? 'nothing',
  );
}

/** What is lost with the whole region is what the last copy lacks; a table comes back within its region as it was at any second. */
function lost(selections: readonly Resource[], { remnants }: StoreErasure, model: Model): string {
  const within = remnants.some(({ in: place }) => place === 'point-in-time recovery')
    ? 'within the region seconds'
    : undefined;
  const [selection] = selections;
  if (!selection) return within ?? 'all of it';
  const hours =
    hoursOfSilence(selection, model, works.copy) ?? hoursOfSilence(selection, model, works.backup);
  const withRegion =
    hours === undefined
      ? 'with the region unknown'
      : `with the region ${hours} hours, after which an alarm tells`;
  return [...(within === undefined ? [] : [within]), withRegion].join('; ');
}

function backWithin(minutes: number | undefined): string {
  return minutes === undefined
    ? 'unknown: the kit restores nothing by itself'
    : `${minutes} minutes, after which a restore test has failed`;
}

/** When the rules of a plan make backups, each as the template writes it. */
function rhythms(selection: Resource): readonly string[] {
  const rules = referenced(selection.property('BackupPlanId'))?.property('BackupPlan.BackupPlanRule');
  return (rules?.items() ?? []).map((rule) => `${rule.at('RuleName')}: ${rule.at('ScheduleExpression')}`);
}
