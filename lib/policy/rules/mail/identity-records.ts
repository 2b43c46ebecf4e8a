import {
  mayBeOf,
  nameOf,
  recordSets,
  recordsNamed,
  recordTypes,
  sameName,
} from '../../../cloudformation/hosted-zones.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { refersTo } from '../../../cloudformation/references.ts';
import { holdsOnly } from '../../../cloudformation/texts.ts';
import { bestOf, flawsOf, inTurn } from '../../choices.ts';
import { doubtAbout, expectOneOf, observeList } from '../../expect.ts';
import { missing, type Observation, observation } from '../../observation.ts';
import { domainOf, hasZoneOf } from './identities.ts';
import { admits } from './spf.ts';

const tokens = [1, 2, 3] as const;

/** Judges that the three records stand that let receivers find the keys of an identity: made of its own tokens, whose endings differ by region. */
export function dkimRecords(identity: Resource, model: Model): readonly Observation[] {
  return tokens.flatMap((token) =>
    bestOf(dkimCandidates(identity, token, model), [unseen(identity, `the DKIM record ${token}`, model)]),
  );
}

function* dkimCandidates(identity: Resource, token: number, model: Model): Generator<readonly Observation[]> {
  for (const type of recordTypes) {
    for (const record of model.referrers(identity, type).flatMap(recordSets)) {
      const name = record.at('Name');
      if (!refersTo(name, identity, `DkimDNSTokenName${token}`)) continue;
      yield [
        observation('pass', name, { expected: `the name of the DKIM record ${token}` }),
        expectOneOf(record.at('Type'), ['CNAME']),
        isTold(record, identity, `DkimDNSTokenValue${token}`),
        ...presence(record, identity),
      ];
    }
  }
}

function isTold(record: Value, identity: Resource, attribute: string): Observation {
  const expected = `${identity.logicalId}.${attribute}`;
  return observeList(record.at('ResourceRecords'), { expected }, ([value, ...others]) => {
    if (value === undefined || others.length > 0) return false;
    const isOpen = value.isOptional || value.alternatives.some(({ kind }) => kind === 'unknown');
    return refersTo(value, identity, attribute) ? true : isOpen && undefined;
  });
}

/** Judges that bounces come back by SES, and that it may send with the address they come back to. */
export function bounceRecords(identity: Resource, model: Model): readonly Observation[] {
  const value = identity.property('MailFromAttributes.MailFromDomain');
  if (value.isAbsent) return [];
  const { literal } = value;
  if (typeof literal !== 'string') {
    return [observation('unknown', value, { expected: 'a name whose records are among the templates' })];
  }
  const at = (type: 'MX' | 'TXT', judge: (record: Value) => Observation) =>
    bestOf(
      inTurn(
        recordsNamed(model, identity, { type, name: literal }).filter((record) => mayBeOf(type, record)),
        (record) => [judge(record), ...named(record, literal), ...presence(record, identity)],
      ),
      [unseen(identity, `the ${type} record of ${literal}`, model)],
    );
  return [...at('MX', feedback), ...at('TXT', (record) => admits(record, 'amazonses.com'))];
}

function feedback(record: Value): Observation {
  const expected = 'one server, feedback-smtp.REGION.amazonses.com';
  return observeList(
    record.at('ResourceRecords'),
    { expected },
    (items) =>
      items.length === 1 &&
      holdsOnly(items, (text) => /^\d+ feedback-smtp\.[a-z0-9-]+\.amazonses\.com\.?$/.test(text)),
  );
}

function named(record: Value, name: string): readonly Observation[] {
  const own = nameOf(record);
  if (own !== undefined && sameName(own, name)) return [];
  return [observation('unknown', record.at('Name'), { expected: name })];
}

function presence(record: Value, identity: Resource): readonly Observation[] {
  return flawsOf([
    ...(record.isOptional
      ? [observation('unknown', record, { expected: 'a record that exists in every case' })]
      : []),
    ...doubtAbout(record.resource, identity),
  ]);
}

/** Who has the zone may have the record, too; nobody sees it in a template that has neither. */
function unseen(identity: Resource, what: string, model: Model): Observation {
  const lacks = missing(identity, 'Properties', what);
  if (hasZoneOf(domainOf(identity) ?? '', identity, model) || model.storefrontOf(identity.template))
    return lacks;
  return lacks.with({
    status: 'unknown',
    says: `may have ${what} elsewhere; it was not seen in these templates`,
  });
}
