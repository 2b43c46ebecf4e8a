import {
  mayBeOf,
  nameOf,
  recordSets,
  recordsNamed,
  recordTypes,
} from '../../../cloudformation/hosted-zones.ts';
import type { Model, StorefrontTemplates } from '../../../cloudformation/model/model.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { holdsOnly } from '../../../cloudformation/texts.ts';
import { mailFromDomain } from '../../../contract/mail.ts';
import { bestOf, flawsOf, inTurn } from '../../choices.ts';
import { doubtAbout, observeList } from '../../expect.ts';
import { notApplicable, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { isOfOthers, lacking, type MailName, mailNames, whyNotAsked } from './shop-names.ts';

/** Who takes mail for the names of a shop: whoever does reads what shoppers write, and confirms certificates and accounts in its name. */
export const mail02Servers: Rule = {
  id: 'MAIL-02-servers',
  title: 'Mail for the names of the shop is taken by the servers that the shop names, or by none',
  severity: 'medium',
  types: [...recordTypes, 'AWS::CloudFront::Distribution'],
  why: "Whoever takes the mail of a name can have certificates issued and passwords reset in the shop's name.",
  fix: 'Write one MX record set of each name: 0 . where it takes no mail, and the servers of the contract where it does.',
  controls: ['MAIL-02'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource, model) => {
    const owner = model.storefrontOf(resource.template);
    if (!owner) return [notApplicable(resource, 'no storefront says who takes mail for its names')];
    return resource.type === 'AWS::CloudFront::Distribution'
      ? storefront(resource, owner, model)
      : records(resource, owner);
  },
};

function records(resource: Resource, owner: StorefrontTemplates): readonly Observation[] {
  const seen = recordSets(resource)
    .filter((record) => mayBeOf('MX', record))
    .filter((record) => nameOf(record) !== mailFromDomain(owner.contract.mail?.from ?? ''))
    .map((record) => taken(record, owner));
  return seen.length > 0 ? seen : [notApplicable(resource, 'it is no MX record of the shop')];
}

/** Beside its own names a shop has mail taken for none, not even by a wildcard below them. */
function taken(record: Value, { contract }: StorefrontTemplates): Observation {
  const name = nameOf(record);
  const servers = contract.mail?.from === name ? contract.mail?.receives : undefined;
  const place = record.at('ResourceRecords');
  const expected = servers
    ? `the servers ${servers.join(' and ')}, and no other`
    : '0 ., a server without a name';
  if (name === undefined)
    return observation('unknown', record.at('Name'), { expected: 'a name of the shop' });
  const isOne = (text: string) => (servers ?? ['']).includes(serverOf(text) ?? text);
  return observeList(place, { expected }, (items) => {
    const hasAll = items.length === (servers?.length ?? 1);
    return hasAll ? holdsOnly(items, isOne) : false;
  });
}

/** The host of an MX record, in lower case and without the last dot; empty for the server without a name (RFC 7505). */
function serverOf(text: string): string | undefined {
  return /^\d+\s+(\S*?)\.?$/.exec(text.trim().toLowerCase())?.[1];
}

function storefront(
  distribution: Resource,
  owner: StorefrontTemplates,
  model: Model,
): readonly Observation[] {
  const why = whyNotAsked(owner);
  if (why !== undefined) return [notApplicable(distribution, why)];
  return mailNames(owner).flatMap((name) => ofName(name, { distribution, owner, model }));
}

interface Asked {
  readonly distribution: Resource;
  readonly owner: StorefrontTemplates;
  readonly model: Model;
}

function ofName(name: MailName, { distribution, owner, model }: Asked): readonly Observation[] {
  if (isOfOthers(name.name, owner)) {
    const says = `${name.name} is the name of a zone that serves more than the shop, whose owner says who takes its mail`;
    return [notApplicable(distribution, says)];
  }
  const candidates = recordsNamed(model, distribution, { type: 'MX', name: name.name });
  const seen = bestOf(
    inTurn(candidates, (record) => [
      ...flawsOf([taken(record, owner)]),
      ...(record.isOptional
        ? [observation('unknown', record, { expected: 'a record that exists in every case' })]
        : []),
      ...doubtAbout(record.resource, distribution),
    ]),
    [lacking(distribution, name, { what: 'MX record', owner, model })],
  );
  return seen.length > 0
    ? seen
    : [notApplicable(distribution, `an MX record says who takes mail for ${name.name}`)];
}
