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
  [
    'a stranger is told of mail in the name of the shop',
    'MAIL-01-reports',
    ({ set }) =>
      set('edge', 'NoMailRecordsDmarc', 'Properties.ResourceRecords', [
        '"v=DMARC1; p=reject; rua=mailto:a@shop.boutique.example,mailto:taps@stranger.example"',
      ]),
  ],
  [
    'a stranger is sent the mail that failed',
    'MAIL-01-reports',
    ({ set }) =>
      set('edge', 'NoMailRecordsDmarc', 'Properties.ResourceRecords', [
        '"v=DMARC1; p=reject; ruf=mailto:taps@stranger.example"',
      ]),
  ],
  [
    'a stranger is told of TLS that failed',
    'MAIL-01-reports',
    record('_smtp._tls.shop.boutique.example', 'TXT', '"v=TLSRPTv1; rua=https://stranger.example/r"'),
  ],
  [
    'a stranger is told of certificates that were refused',
    'MAIL-01-reports',
    record('shop.boutique.example', 'CAA', '0 iodef "mailto:taps@stranger.example"'),
  ],
  [
    'a stranger signs mail with the name of the shop',
    'MAIL-02-keys',
    record('s1._domainkey.shop.boutique.example', 'TXT', '"v=DKIM1; p=AAAA"'),
  ],
  [
    'a stranger has the key that signs mail of the shop',
    'MAIL-02-keys',
    record('s1._domainkey.shop.boutique.example', 'CNAME', 's1.stranger.example'),
  ],
  [
    'servers of a stranger answer for a name below that of the shop',
    'EDGE-03-elsewhere',
    record('pay.shop.boutique.example', 'NS', 'ns.stranger.example'),
  ],
  [
    'all names below that of the shop lead to a stranger',
    'EDGE-03-elsewhere',
    record('*.shop.boutique.example', 'CNAME', 'stranger.example'),
  ],
  [
    'all names beside that of the shop lead to a stranger',
    'EDGE-03-elsewhere',
    record('*.boutique.example', 'A', '203.0.113.9'),
  ],
  [
    'another key signs the zone of the shop',
    'EDGE-03-elsewhere',
    record('shop.boutique.example', 'DS', '1 13 2 AAAA'),
  ],
];
