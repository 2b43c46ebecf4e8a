import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { MailAlarms } from '../constructs/mail/mail-alarms.ts';
import { MailIdentity } from '../constructs/mail/mail-identity.ts';
import { MailRecords } from '../constructs/mail/mail-records.ts';
import { prepareStack, type StorefrontStackProps } from './prepare-stack.ts';
import { zoneOf } from './zone-of.ts';

/** What a shop that sends mail sends it with, in its own region, and what the internet is told about it. */
export class MailStack extends Stack {
  constructor(scope: Construct, id: string, props: StorefrontStackProps) {
    super(scope, id, props);
    prepareStack(this, props);
    const { storefront } = props;
    const { mail } = storefront.environment;
    if (!mail) throw new Error('an environment that sends no mail has no mail stack');

    const zone = zoneOf(this, props);
    const { configurationSet } = new MailIdentity(this, 'Identity', { storefront, mail, zone });
    // Until the shop is live, what its names say of mail is the matter of whoever has them.
    if (storefront.profile.launch === 'live') new MailRecords(this, 'Records', { storefront, mail, zone });
    new MailAlarms(this, 'ReputationAlarms', { storefront, configurationSet });
  }
}
