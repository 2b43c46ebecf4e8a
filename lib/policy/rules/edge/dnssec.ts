import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';
import { bestOf } from '../../choices.ts';
import { expectOneOf, expectReference } from '../../expect.ts';
import { missing, type Observation } from '../../observation.ts';
import { attached, doubtAbout } from '../../supports.ts';

/** Judges that a zone is signed: that signing is on, with a key that is in use. */
export function signing(zone: Resource, model: Model): readonly Observation[] {
  const signers = attached(model, zone, { type: 'AWS::Route53::DNSSEC', path: 'HostedZoneId' });
  const keys = attached(model, zone, { type: 'AWS::Route53::KeySigningKey', path: 'HostedZoneId' });
  return [
    ...bestOf(
      signers.map((signer) => belonging(signer, zone)),
      [missing(zone, 'Properties', 'DNSSEC signing')],
    ),
    ...bestOf(
      keys.map((key) => [...belonging(key, zone), expectOneOf(key.property('Status'), ['ACTIVE'])]),
      signers.length === 0 ? [] : [missing(zone, 'Properties', 'a key-signing key')],
    ),
  ];
}

function belonging(support: Resource, zone: Resource): readonly Observation[] {
  return [expectReference(support.property('HostedZoneId'), zone), ...doubtAbout(support, zone)];
}
