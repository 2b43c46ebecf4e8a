import { nameOf, recordSets, recordTypes } from '../../../cloudformation/hosted-zones.ts';
import type { Truth } from '../../../cloudformation/model/truth.ts';
import type { Value } from '../../../cloudformation/model/types.ts';
import { mentionedBy } from '../../../cloudformation/references.ts';
import { flawsOf } from '../../choices.ts';
import { notApplicable } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { verdictAt } from '../../statements/allowed.ts';
import { identityType } from './identities.ts';

/** Whoever has the key behind such a record signs mail as the shop, and receivers believe it. */
export const mail02Keys: Rule = {
  id: 'MAIL-02-keys',
  title: 'Keys that sign mail with the names of a shop are those of its identities',
  severity: 'high',
  types: [...recordTypes],
  why: 'One record with a key of somebody else makes each forged mail of his pass as signed by the shop.',
  fix: 'Take the record away, or make it of the tokens of an AWS::SES::EmailIdentity among the templates.',
  controls: ['MAIL-02'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource, model) => {
    if (!model.storefrontOf(resource.template))
      return [notApplicable(resource, 'no storefront has the name')];
    const keys = recordSets(resource).filter(holdsKey);
    const expected = `a token of an ${identityType} among the templates`;
    const flaws = flawsOf(
      keys.map((record) => verdictAt(isOfIdentity(record), record.at('ResourceRecords'), { expected })),
    );
    return flaws.length > 0 ? flaws : [notApplicable(resource, 'it holds no key that signs mail')];
  },
};

function holdsKey(record: Value): boolean {
  const texts = record
    .at('ResourceRecords')
    .items()
    .map(({ literal }) => String(literal));
  return (
    /(?:^|\.)_domainkey\./.test(nameOf(record) ?? '') || texts.some((text) => /v=DKIM1\b|\.dkim\./.test(text))
  );
}

function isOfIdentity(record: Value): Truth {
  const values = record.at('ResourceRecords');
  if (mentionedBy(values).some(({ type }) => type === identityType)) return true;
  const items = values.isDecidedList ? values.items() : [values];
  return items.some(({ alternatives }) => alternatives.some(({ kind }) => kind === 'unknown'))
    ? undefined
    : false;
}
