import { mayBeOf, nameOf, recordSets, recordTypes } from '../../../cloudformation/hosted-zones.ts';
import type { Value } from '../../../cloudformation/model/types.ts';
import { txtSets } from '../../../cloudformation/txt-records.ts';
import { hostNames } from '../../../contract/launch.ts';
import type { StorefrontContract } from '../../../contract/schema.ts';
import { flawsOf } from '../../choices.ts';
import { notApplicable, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';

/** Reports on forged mail, on failed TLS and on refused certificates tell whoever reads them of the shop's mail and names. */
export const mail01Reports: Rule = {
  id: 'MAIL-01-reports',
  title: 'Reports on the names of the shop go to addresses that it named, or to its own',
  severity: 'medium',
  types: [...recordTypes],
  why: 'Receivers tell the address in a record who sends mail with the name, and some send whole messages along.',
  fix: 'Name an address of the shop, or the one of mail.dmarc.reports or mail.receives.tlsReports of the storefront file.',
  controls: ['MAIL-01', 'MAIL-02'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource, model) => {
    const shop = model.storefrontOf(resource.template)?.contract;
    if (!shop) return [notApplicable(resource, 'no storefront names its addresses')];
    const seen = recordSets(resource)
      .filter((record) => mayBeOf('TXT', record) || mayBeOf('CAA', record))
      .filter(asksForReports)
      .map((record) => toldTo(record, shop));
    const flaws = flawsOf(seen);
    return flaws.length > 0 ? flaws : [notApplicable(resource, 'it asks for no reports of strangers')];
  },
};

function asksForReports(record: Value): boolean {
  const named = /^_dmarc\.|^_smtp\._tls\./.test(nameOf(record) ?? '');
  return named || textsOf(record).some((text) => text === undefined || addressesIn(text).length > 0);
}

function toldTo(record: Value, shop: StorefrontContract): Observation {
  const verdicts = textsOf(record).map((text) =>
    text === undefined ? undefined : addressesIn(text).every((address) => isNamed(address, shop)),
  );
  const status = verdicts.includes(false) ? 'fail' : verdicts.includes(undefined) ? 'unknown' : 'pass';
  return observation(status, record.at('ResourceRecords'), {
    expected: 'no address but those of the shop, or those that its contract names',
  });
}

/** The values of a CAA record are no texts that resolvers join, so they are read as they are written. */
function textsOf(record: Value): readonly (string | undefined)[] {
  if (mayBeOf('TXT', record)) {
    return txtSets(record.at('ResourceRecords')).flatMap((texts): readonly (string | undefined)[] =>
      texts === undefined ? [undefined] : texts,
    );
  }
  const list = record.at('ResourceRecords');
  if (!list.isDecidedList) return [undefined];
  return list.items().map(({ literal }) => (typeof literal === 'string' ? literal : undefined));
}

/** The values of rua and ruf in a record of DMARC or of TLS, and of iodef in one of CAA. */
function addressesIn(text: string): readonly string[] {
  const [, caa] = /(?:^|\s)iodef\s+"?([^"]*)"?$/i.exec(text) ?? [];
  if (caa !== undefined) return [caa];
  if (!/^v\s*=\s*(?:DMARC1|TLSRPTv1)/i.test(text)) return [];
  return [...text.matchAll(/(?:^|;)\s*ru[af]\s*=([^;]*)/gi)].flatMap(([, list = '']) =>
    list
      .split(',')
      .map((address) => address.trim())
      .filter((address) => address !== ''),
  );
}

function isNamed(uri: string, { mail, reportsTo, zone, ...shop }: StorefrontContract): boolean {
  const address = uri.replace(/^mailto:/i, '').replace(/!\d+[kmgt]?$/i, '');
  if (reportsTo?.includes(address)) return true;
  const [, host = ''] = /^[^@\s]+@([^@\s]+)$/.exec(address) ?? [];
  const own = [...hostNames({ ...shop, mail }), ...(zone ? [zone.name] : []), ...(mail ? [mail.from] : [])];
  return /^mailto:/i.test(uri) && own.includes(host.toLowerCase());
}
