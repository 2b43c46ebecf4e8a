import { Stack } from 'aws-cdk-lib';
import { CfnRecordSet, type IHostedZone, MxRecord, TxtRecord } from 'aws-cdk-lib/aws-route53';
import { CfnConfigurationSet, CfnEmailIdentity } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import type { MailConfig } from '../../config/storefront-config.ts';
import { mailFromDomain } from '../../contract/mail.ts';
import { resourceName } from '../../contract/names.ts';
import type { Storefront } from '../contract/storefront.ts';
import { mailTtl } from './mail-records.ts';

export interface MailIdentityProps {
  readonly storefront: Storefront;
  readonly mail: MailConfig;

  /** The zone that the name is in. */
  readonly zone: IHostedZone;
}

/**
 * The right to send mail from a name, and what proves it: signatures by keys that SES renews, and a domain of its own for bounces.
 * Each record has a name that nobody else has a use for, so they may come before the shop is live.
 */
export class MailIdentity extends Construct {
  /** What the shop's mail is sent with. */
  readonly configurationSet: string;

  constructor(scope: Construct, id: string, { storefront, mail: { from }, zone }: MailIdentityProps) {
    super(scope, id);
    this.configurationSet = resourceName(storefront, 'mail');
    const configuration = new CfnConfigurationSet(this, 'Configuration', {
      name: this.configurationSet,
      deliveryOptions: { tlsPolicy: 'REQUIRE' },
      reputationOptions: { reputationMetricsEnabled: true },
      sendingOptions: { sendingEnabled: true },
      suppressionOptions: { suppressedReasons: ['BOUNCE', 'COMPLAINT'] },
    });
    const identity = new CfnEmailIdentity(this, 'Resource', {
      emailIdentity: from,
      configurationSetAttributes: { configurationSetName: configuration.ref },
      dkimAttributes: { signingEnabled: true },
      dkimSigningAttributes: { nextSigningKeyLength: 'RSA_2048_BIT' },
      // Mail that would leave under a name of Amazon's is not sent: receivers could not tell it from a forgery by SPF.
      mailFromAttributes: { mailFromDomain: mailFromDomain(from), behaviorOnMxFailure: 'REJECT_MESSAGE' },
    });
    dkimRecords(this, identity, zone);
    bounceRecords(this, from, zone);
  }
}

/** Names and values are SES's own, whole, with endings that differ by region: the construct for records would add the zone once more. */
function dkimRecords(scope: Construct, identity: CfnEmailIdentity, zone: IHostedZone): void {
  const tokens = [
    [identity.attrDkimDnsTokenName1, identity.attrDkimDnsTokenValue1],
    [identity.attrDkimDnsTokenName2, identity.attrDkimDnsTokenValue2],
    [identity.attrDkimDnsTokenName3, identity.attrDkimDnsTokenValue3],
  ] as const;
  for (const [index, [name, value]] of tokens.entries()) {
    new CfnRecordSet(scope, `Dkim${index + 1}`, {
      hostedZoneId: zone.hostedZoneId,
      name,
      type: 'CNAME',
      ttl: String(mailTtl.toSeconds()),
      resourceRecords: [value],
    });
  }
}

/** Where bounces come back to, and who may send with that address. */
function bounceRecords(scope: Construct, from: string, zone: IHostedZone): void {
  const record = { zone, recordName: mailFromDomain(from), ttl: mailTtl };
  const hostName = `feedback-smtp.${Stack.of(scope).region}.amazonses.com`;
  new MxRecord(scope, 'Bounces', { ...record, values: [{ priority: 10, hostName }] });
  new TxtRecord(scope, 'BouncesSpf', { ...record, values: ['v=spf1 include:amazonses.com -all'] });
}
