import { own } from '../../../cloudformation/model/json.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';
import { expectOneOf } from '../../expect.ts';
import { notApplicable, type Observation, observation } from '../../observation.ts';
import facts from './database-tls.json' with { type: 'json' };

/** Types of groups that hold the settings of databases. */
export const parameterGroups = ['AWS::RDS::DBParameterGroup', 'AWS::RDS::DBClusterParameterGroup'] as const;

/** Judges that the databases of a parameter group refuse connections without TLS, where the engine has a setting for it. */
export function refusesClearText(group: Resource): readonly Observation[] {
  const family = group.property('Family');
  if (typeof family.literal !== 'string') {
    return [observation('unknown', family, { expected: 'a family of parameters that is written out' })];
  }
  const written = family.literal;
  const found = facts.families.find(
    ({ prefix, type }) => written.startsWith(prefix) && (type === 'any' || type === group.type),
  );
  if (!found) return [notApplicable(group, `${written} has no parameter that asks for TLS`)];
  // The name of a parameter holds a dot, which is no step of a path.
  const value = group.property('Parameters').entry(found.parameter);
  const usual = own<string>(found.default as Readonly<Record<string, string>>, written);
  return [expectOneOf(usual === undefined ? value : value.withDefault(usual), found.on)];
}
