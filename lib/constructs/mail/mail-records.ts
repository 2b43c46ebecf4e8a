import { Duration } from 'aws-cdk-lib';
import { type IHostedZone, MxRecord, TxtRecord } from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import type { DmarcConfig, MailConfig } from '../../config/storefront-config.ts';
import { isSharedName } from '../../contract/mail.ts';
import { applyKitException } from '../contract/kit-exceptions.ts';
import type { Storefront } from '../contract/storefront.ts';

/** How long resolvers keep what the records of mail say. */
export const mailTtl = Duration.hours(1);

export interface MailRecordsProps {
  readonly storefront: Storefront;
  readonly mail: MailConfig;

  /** The zone that the name is in. */
  readonly zone: IHostedZone;
}

/**
 * What receivers and senders are told about the name that mail comes from. The name of a zone that serves more than the shop has its
 * own SPF and MX records, which are left alone.
 */
export class MailRecords extends Construct {
  constructor(scope: Construct, id: string, { storefront, mail, zone }: MailRecordsProps) {
    super(scope, id);
    const { from, dmarc, receives } = mail;
    const isShared = isSharedName(from, storefront.profile);
    const txt = (name: string, recordName: string, value: string) =>
      new TxtRecord(this, name, { zone, recordName, ttl: mailTtl, values: [value] });
    if (!isShared) {
      txt('Spf', from, 'v=spf1 include:amazonses.com -all');
      new MxRecord(this, 'Mx', { zone, recordName: from, ttl: mailTtl, values: serversOf(receives) });
    }
    if ('policy' in dmarc) {
      const record = txt('Dmarc', `_dmarc.${from}`, dmarcRecord(dmarc, isShared));
      if (dmarc.until !== undefined) {
        applyKitException(record, 'dmarc-ramp', storefront, {
          about: `p=${dmarc.policy}`,
          until: dmarc.until,
        });
      }
    }
    if (receives) txt('TlsReports', `_smtp._tls.${from}`, `v=TLSRPTv1; rua=mailto:${receives.tlsReports}`);
  }
}

/** In the order of the file; a name that takes no mail says so by a server without a name (RFC 7505). */
function serversOf(receives: MailConfig['receives']) {
  if (!receives) return [{ priority: 0, hostName: '.' }];
  return receives.servers.map((hostName, index) => ({ priority: 10 * (index + 1), hostName }));
}

/**
 * Bounces have a name below that of the mail, so SPF is compared by the organization; signatures bear the name itself. Others who
 * send from names of a shared zone sign with theirs.
 */
function dmarcRecord({ policy, reports }: DmarcConfig, isShared: boolean): string {
  const adkim = isShared ? 'r' : 's';
  return `v=DMARC1; p=${policy}; sp=${policy}; np=${policy}; adkim=${adkim}; aspf=r; rua=mailto:${reports}`;
}
