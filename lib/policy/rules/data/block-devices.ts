import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { expectTrue } from '../../expect.ts';
import { notApplicable, type Observation, observation } from '../../observation.ts';

/** Where what starts servers lists their volumes. */
const places: Readonly<Record<string, string>> = {
  'AWS::EC2::Instance': 'BlockDeviceMappings',
  'AWS::EC2::LaunchTemplate': 'LaunchTemplateData.BlockDeviceMappings',
  'AWS::AutoScaling::LaunchConfiguration': 'BlockDeviceMappings',
};

/** The types that bring volumes along which are no resources of their own. */
export const serverTypes: readonly string[] = Object.keys(places);

/** Judges the volumes that a server starts with. Where none is listed, its image and a setting of the account decide. */
export function blockDevices(server: Resource): readonly Observation[] {
  const list = server.property(places[server.type] ?? '');
  if (list.isAbsent && !server.property('LaunchTemplate').isAbsent)
    return [notApplicable(server, 'its launch template lists its volumes')];
  if (!list.isDecidedList) return [observation('unknown', list, { expected: 'a list of volumes' })];
  const volumes = list.items().filter((item) => !item.at('Ebs').isAbsent);
  return volumes.length === 0 ? [rootVolume(list)] : volumes.map((volume) => encrypted(volume.at('Ebs')));
}

/** Nobody reads from a template what its image says of the root volume. */
function rootVolume(list: Value): Observation {
  const expected = 'the root volume, with Encrypted of true';
  return observation('unknown', list, { expected }).with({
    says: `lists no root volume, so its image or the account decides whether that is encrypted; expected ${expected}`,
  });
}

/** A volume that is made of a snapshot is encrypted as that is. */
function encrypted(volume: Value): Observation {
  const written = volume.at('Encrypted');
  const snapshot = volume.at('SnapshotId');
  return written.isAbsent && !snapshot.isAbsent
    ? observation('unknown', snapshot, { expected: 'an encrypted snapshot' })
    : expectTrue(written);
}
