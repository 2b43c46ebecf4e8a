import {
  mayBeOf,
  nameOf,
  recordSets,
  recordsNamed,
  recordTypes,
} from '../../../cloudformation/hosted-zones.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { bestOf, flawsOf, inTurn } from '../../choices.ts';
import { doubtAbout } from '../../expect.ts';
import { notApplicable, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { isOfOthers, lacking, mailNames, whyNotAsked } from './shop-names.ts';
import { mayHoldSpf, refusesOthers } from './spf.ts';

/** Who may send mail with a name: asked of each SPF record, and of each name of a storefront. */
export const mail02Spf: Rule = {
  id: 'MAIL-02-spf',
  title: 'An SPF record names who sends mail with the names of the shop, and refuses all others',
  severity: 'medium',
  types: [...recordTypes, 'AWS::CloudFront::Distribution'],
  why: 'Whoever is admitted to send, or not refused, sends order mails that pass for those of the shop.',
  fix: 'Write one TXT record of the name: v=spf1 with an include for each sender, and -all at the end; v=spf1 -all where the name sends none.',
  controls: ['MAIL-02'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource, model) =>
    resource.type === 'AWS::CloudFront::Distribution' ? storefront(resource, model) : records(resource),
};

function records(resource: Resource): readonly Observation[] {
  const seen = recordSets(resource)
    .filter((record) => mayBeOf('TXT', record) && mayHoldSpf(record))
    .map(refusesOthers);
  return seen.length > 0 ? seen : [notApplicable(resource, 'it is no SPF record')];
}

function storefront(distribution: Resource, model: Model): readonly Observation[] {
  const owner = model.storefrontOf(distribution.template);
  if (!owner) return [notApplicable(distribution, 'no storefront names its hosts')];
  const why = whyNotAsked(owner);
  if (why !== undefined) return [notApplicable(distribution, why)];
  return mailNames(owner).flatMap((name) => {
    if (isOfOthers(name.name, owner)) {
      const says = `${name.name} is the name of a zone that serves more than the shop, whose owner says who sends with it`;
      return [notApplicable(distribution, says)];
    }
    const candidates = recordsNamed(model, distribution, { type: 'TXT', name: name.name });
    const sure = candidates.filter((record) => nameOf(record) !== undefined);
    const judged = (record: Value) => [
      ...flawsOf([refusesOthers(record)]),
      ...presence(record, distribution),
    ];
    // Of two record sets of a name receivers are told either, so each has to be right.
    const seen =
      sure.length > 0
        ? sure.slice(0, mostNamed).flatMap(judged)
        : bestOf(inTurn(candidates, judged), [
            lacking(distribution, name, { what: 'SPF record', owner, model }),
          ]);
    return seen.length > 0 ? seen : [notApplicable(distribution, `an SPF record guards ${name.name}`)];
  });
}

/** Of the records of one name, as many as are named here as well: each of them is judged where it stands. */
const mostNamed = 8;

function presence(record: Value, distribution: Resource): readonly Observation[] {
  return [
    ...(nameOf(record) === undefined
      ? [observation('unknown', record.at('Name'), { expected: 'the name of the shop' })]
      : []),
    ...(record.isOptional
      ? [observation('unknown', record, { expected: 'a record that exists in every case' })]
      : []),
    ...doubtAbout(record.resource, distribution),
  ];
}
