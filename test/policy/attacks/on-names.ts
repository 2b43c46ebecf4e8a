import type { Shop } from '../diff/shop-edits.ts';
import type { Attack } from './attack.ts';

/** A record set of a name of the shop, or of one below it. */
function record(name: string, type: string, ...values: readonly string[]) {
  return ({ add }: Shop) =>
    add('edge', 'Another', {
      Type: 'AWS::Route53::RecordSet',
      Properties: {
        HostedZoneId: 'Z0123456789ABC',
        Name: name,
        Type: type,
        TTL: '60',
        ResourceRecords: [...values],
      },
    });
}

/** Ways to speak, and to be written to, in the names of the shop. */
export const attacksOnNames: readonly Attack[] = [
  [
    'a stranger takes the mail of the shop, and has passwords reset',
    'MAIL-02-servers',
    ({ set }) => set('edge', 'NoMailRecordsNullMx', 'Properties.ResourceRecords', ['10 mx.stranger.example']),
  ],
  [
    'a stranger takes the mail of all names below that of the shop',
    'MAIL-02-servers',
    record('*.shop.boutique.example', 'MX', '10 mx.stranger.example'),
  ],
  [
    'nothing says that the name of the shop takes no mail',
    'MAIL-02-servers',
    ({ remove }) => remove('edge', 'NoMailRecordsNullMx'),
  ],
  [
    'a stranger sends with the name of the shop',
    'MAIL-02-spf',
    ({ set }) =>
      set('edge', 'NoMailRecordsSpf', 'Properties.ResourceRecords', ['"v=spf1 ip4:0.0.0.0/0 -all"']),
  ],
  [
    'mail that is forged in the name of the shop is only reported',
    'MAIL-01',
    ({ set }) => set('edge', 'NoMailRecordsDmarc', 'Properties.ResourceRecords', ['"v=DMARC1; p=none"']),
  ],
  [
    'forged mail of names below is only reported',
    'MAIL-01',
    ({ set }) =>
      set('edge', 'NoMailRecordsDmarc', 'Properties.ResourceRecords', ['"v=DMARC1; p=reject; sp=none"']),
  ],
];
