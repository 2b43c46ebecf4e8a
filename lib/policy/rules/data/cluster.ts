import type { Resource } from '../../../cloudformation/model/types.ts';

/** Whether a database is an instance of a cluster in every case; what holds for the cluster then holds for it. */
export function isInCluster(database: Resource): boolean {
  return database
    .property('DBClusterIdentifier')
    .alternatives.every((one) => one.kind !== 'absent' && !(one.kind === 'literal' && one.value === ''));
}
