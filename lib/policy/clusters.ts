import { lookup } from '../cloudformation/lookup.ts';
import type { Model } from '../cloudformation/model/model.ts';
import type { Resource } from '../cloudformation/model/types.ts';
import { referenced } from '../cloudformation/references.ts';
import { expectSeen } from './expect.ts';
import { notApplicable, type Observation } from './observation.ts';

/** The property by which instances name their cluster, and in which a cluster names itself. */
const path = 'DBClusterIdentifier';

/** Types of clusters of which instances are made. */
const clusterTypes = ['AWS::RDS::DBCluster', 'AWS::DocDB::DBCluster', 'AWS::Neptune::DBCluster'];

/** Whether a database is an instance of a cluster in every case; what holds for the cluster then holds for it. */
export function isInCluster(database: Resource): boolean {
  if (clusterTypes.includes(database.type)) return false;
  return database
    .property(path)
    .alternatives.every((one) => one.kind !== 'absent' && !(one.kind === 'literal' && one.value === ''));
}

/** Why an instance is not asked what its cluster is; of a cluster that is not among the templates nobody knows it. */
export function leftToCluster(instance: Resource, model: Model, why: string): Observation {
  return isClusterSeen(instance, model)
    ? notApplicable(instance, why)
    : expectSeen(instance.property(path), 'a cluster among the templates');
}

function isClusterSeen(instance: Resource, model: Model): boolean {
  const name = instance.property(path);
  const target = referenced(name);
  if (target) return clusterTypes.includes(target.type);
  const { literal } = name;
  return (
    typeof literal === 'string' &&
    clusterTypes.some((type) => lookup(model.beside(instance, type), path).saying(literal).length > 0)
  );
}
