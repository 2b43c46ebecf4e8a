import { edgeRegion } from '../../../aws/regions.ts';
import { arnFields, isInAccountOf } from '../../../cloudformation/arns.ts';
import { keyBehind } from '../../../cloudformation/encryption-keys.ts';
import { isPublic } from '../../../cloudformation/hosted-zones.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resolved, Resource } from '../../../cloudformation/model/types.ts';
import { attached } from '../../../cloudformation/references.ts';
import { bestOf, flawsOf, inTurn } from '../../choices.ts';
import { doubtAbout, expectOneOf, expectReference, observe, type Verdict } from '../../expect.ts';
import { missing, notApplicable, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';

/** What a zone of the shop's own has to have; who may issue certificates for its names is `EDGE-09-caa`. */
export const edge09: Rule = {
  id: 'EDGE-09',
  title: 'Public hosted zones log queries and are signed',
  severity: 'low',
  types: ['AWS::Route53::HostedZone'],
  why: 'Hijacked answers send shoppers elsewhere before HTTPS starts, and without query logs nobody sees it.',
  fix: 'Set QueryLoggingConfig to a log group in us-east-1, and add AWS::Route53::DNSSEC with an active key-signing key.',
  controls: ['EDGE-09'],
  since: '0.1.0',
  stage: 'enforced',
  check: guardedZone,
};

function guardedZone(zone: Resource, model: Model): readonly Observation[] {
  if (!isPublic(zone)) return [notApplicable(zone, 'the zone only answers inside a VPC')];
  const logGroup = zone.property('QueryLoggingConfig.CloudWatchLogsLogGroupArn');
  const expected = `a log group of the same account in ${edgeRegion}`;
  return [
    observe(logGroup, { expected }, (resolved) =>
      isInAccountOf(resolved, zone) === false ? false : isLogGroup(resolved),
    ),
    ...signing(zone, model),
  ];
}

/** Route 53 writes its query logs in one region only. */
function isLogGroup(resolved: Resolved): Verdict {
  if (resolved.kind === 'reference') {
    const { type, template } = resolved.resource;
    if (type !== 'AWS::Logs::LogGroup') return undefined;
    return template.region === undefined || template.region === edgeRegion;
  }
  const fields = arnFields(resolved);
  if (fields?.service !== 'logs') return resolved.kind === 'text' ? undefined : false;
  return fields.region === undefined ? undefined : fields.region === edgeRegion;
}

/** Judges that a zone is signed: that signing is on, with a key that is in use. */
function signing(zone: Resource, model: Model): readonly Observation[] {
  const signers = attached(model, zone, { type: 'AWS::Route53::DNSSEC', path: 'HostedZoneId' });
  const keys = attached(model, zone, { type: 'AWS::Route53::KeySigningKey', path: 'HostedZoneId' });
  return [
    ...bestOf(
      inTurn(signers, (signer) => belonging(signer, zone).map(chainUnseen)),
      [missing(zone, 'Properties', 'DNSSEC signing')],
    ),
    ...bestOf(
      inTurn(keys, (key) => [
        ...belonging(key, zone),
        expectOneOf(key.property('Status'), ['ACTIVE']),
        ...signingMaterial(key, model),
      ]),
      signers.length === 0 ? [] : [missing(zone, 'Properties', 'a key-signing key')],
    ),
  ];
}

/** Route 53 signs with one kind of key only, https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec-cmk-requirements.html. */
function signingMaterial(keySigningKey: Resource, model: Model): readonly Observation[] {
  const material = keyBehind(keySigningKey.property('KeyManagementServiceArn'), model);
  return material ? flawsOf([expectOneOf(material.property('KeySpec'), ['ECC_NIST_P256'])]) : [];
}

/** A signature counts where the parent zone vouches for the key, and no template shows what a parent zone holds. */
function chainUnseen(seen: Observation): Observation {
  if (seen.status !== 'pass') return seen;
  return seen.withNote(
    'the chain of trust was not assessed: it takes the DS record of the zone at its parent, which palisade dns ds tells',
  );
}

function belonging(support: Resource, zone: Resource): readonly Observation[] {
  return [expectReference(support.property('HostedZoneId'), zone), ...doubtAbout(support, zone)];
}
