import { useOf } from '../../policy/data-classes.ts';
import { erasureOf } from '../../policy/erasure.ts';
import { listed, made, placeOf, type ReadRegister } from './register.ts';

/** Every store of data, from what it comes back, how much is lost at most, and how long a restore may take. */
export const backups: ReadRegister = (environment, { model }) => {
  const { contract } = environment;
  const owner = model.storefronts.find(({ contract: own }) => own === contract);
  const restore = contract.backups.mostRestoreMinutes;
  return {
    id: 'backups',
    title: 'Backups',
    about: `Each store of personal and audit data, from what it comes back, and for how many days. ${restore === undefined ? 'The kit restores nothing by itself.' : `A restore that takes more than ${restore} minutes has failed.`}`,
    columns: ['store', 'holds', 'comes back from', 'days'],
    rows: owner
      ? erasureOf(owner, model).map(({ template, logicalId, type, remnants, days }) => {
          const store = made(environment, type).find(
            (each) => each.logicalId === logicalId && each.template.name === template,
          );
          return [
            store ? placeOf(store) : `${logicalId} in ${template}`,
            (store && useOf(store)?.class) ?? 'not classified',
            listed(
              remnants.map(
                ({ in: place, days: until }) => `${place}${until === undefined ? '' : ` (${until} days)`}`,
              ),
              (store && useOf(store)?.comesBack) ?? 'nothing',
            ),
            days === undefined ? 'unknown' : String(days),
          ];
        })
      : [],
  };
};
