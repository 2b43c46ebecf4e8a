import type { Json } from '../../../../lib/cloudformation/model/json.ts';
import { edge09Caa } from '../../../../lib/policy/rules/edge/edge-09-caa.ts';
import { type Change, maybe, open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';
import { foreign, shop } from './shop.ts';

const records = 'Authorities.Properties.ResourceRecords';
const wanted = 'issue entries for Amazon and for nobody else';
/** What the record says of itself, its zone of it, and the storefront. */
const thrice = (message: string) => [message, message, message];

/** The CAA record set as one of a group, as `written` puts it there. */
function grouped(entry: string, written: (record: Json) => Json = (record) => record): readonly Change[] {
  const guard = { Name: 'shop.boutique.example', Type: 'CAA', ResourceRecords: [entry] };
  return [
    [
      'Authorities',
      {
        Type: 'AWS::Route53::RecordSetGroup',
        Properties: {
          HostedZoneId: { Ref: 'Zone' },
          RecordSets: [{ Name: 'shop.boutique.example', Type: 'TXT' }, written(guard)],
        },
      },
    ],
  ];
}

testRule(edge09Caa, {
  pass: {
    'a record in a group of records': shop(...grouped('0 issue "amazon.com"')),
    'a zone and a shop with a CAA record': shop(),
    'a record in a zone that is given by its id': shop(
      ['Zone', undefined],
      ['Authorities.Properties.HostedZoneId', 'Z0123456789ABC'],
    ),
    "somebody else's zone, by its name": foreign(
      ['Authorities.Properties.HostedZoneId', undefined],
      ['Authorities.Properties.HostedZoneName', 'Shop.Boutique.Example.'],
    ),
    'entries for each of Amazon’s names, and where to report': shop([
      records,
      [
        '0 issue "amazon.com"',
        '128 issue "awstrust.com; account=1"',
        '0 iodef "mailto:security@example.com"',
      ],
    ]),
    'nobody at all': shop([records, ['0 issue ";"']]),
  },
  fail: {
    'another authority in a group of records': {
      ...shop(...grouped('0 issue "ca.example"')),
      says: thrice(
        `Properties.RecordSets[1].ResourceRecords is ["0 issue \\"ca.example\\""]; expected ${wanted}`,
      ),
    },
    'a record in a zone that only answers inside a VPC': {
      ...shop(
        ['Inside', { Type: 'AWS::Route53::HostedZone', Properties: { VPCs: [{ VPCId: 'vpc-1' }] } }],
        ['Authorities.Properties.HostedZoneId', { Ref: 'Inside' }],
        ['Zone', undefined],
      ),
      says: ['Properties.HostedZoneId is ${Inside}; expected a zone that answers the internet'],
    },
    'a zone without a CAA record': {
      ...foreign(['Authorities', undefined]),
      says: ['Properties lacks a CAA record set for shop.boutique.example.'],
    },
    'a shop without a CAA record, in a zone that is given by its id': {
      ...shop(['Zone', undefined], ['Authorities', undefined]),
      says: ['Properties lacks a CAA record set for shop.boutique.example'],
    },
    'a record for another name': {
      ...shop(['Authorities.Properties.Name', 'other.example.com']),
      says: [
        'Properties lacks a CAA record set for shop.boutique.example.',
        'Properties lacks a CAA record set for shop.boutique.example',
      ],
    },
    'another authority beside Amazon': {
      ...shop([records, ['0 issue "amazon.com"', '0 issue "letsencrypt.org"']]),
      says: thrice(
        `Properties.ResourceRecords is ["0 issue \\"amazon.com\\"","0 issue \\"letsencrypt.org\\""]; expected ${wanted}`,
      ),
    },
    'wildcards only': {
      ...shop([records, ['0 issuewild "amazon.com"']]),
      says: thrice(`Properties.ResourceRecords is ["0 issuewild \\"amazon.com\\""]; expected ${wanted}`),
    },
    'a record of another zone': {
      ...foreign(['Authorities.Properties.HostedZoneId', 'Z0123456789ABC']),
      says: ['Properties lacks a CAA record set for shop.boutique.example.'],
    },
    'a second zone that no record guards': {
      ...shop(['Twin', { Type: 'AWS::Route53::HostedZone', Properties: { Name: 'twin.example.com' } }]),
      says: ['Properties lacks a CAA record set for twin.example.com'],
    },
    'an entry that one branch of a condition gives away': {
      ...foreign(
        [`${records}[0]`, maybe('0 issue "amazon.com"', '0 issue "letsencrypt.org"')],
        ['Zone', undefined],
      ),
      says: [
        `Properties.ResourceRecords is [{"Fn::If":["Maybe","0 issue \\"amazon.com\\"","0 issue \\"letsencrypt.org\\""]},"0 issuewild \\";\\""]; expected ${wanted}`,
      ],
    },
  },
  unknown: {
    'a record that a condition may leave out of its group': {
      ...foreign(...grouped('0 issue "amazon.com"', maybe)),
      says: [
        'Properties.RecordSets[1] is {"Name":"shop.boutique.example","Type":"CAA","ResourceRecords":["0 issue \\"amazon.com\\""]}; only the deployment tells whether that is a record that exists in every case',
      ],
    },
    'entries that are a parameter': {
      ...foreign([records, open], ['Zone', undefined]),
      says: [
        `Properties.ResourceRecords is unknown (parameter Open is only known at deployment); expected ${wanted}`,
      ],
    },
    'a record that a condition may leave out': {
      ...foreign(['Authorities.Condition', 'Maybe']),
      says: [
        'Condition is Maybe; only the deployment tells whether that is a condition that holds wherever Zone exists',
      ],
    },
    'a name that is a parameter': {
      ...foreign(['Authorities.Properties.Name', open]),
      says: [
        'Properties.Name is unknown (parameter Open is only known at deployment); expected shop.boutique.example.',
      ],
    },
  },
  notApplicable: {
    'a shop at the name of a zone that it shares': {
      ...foreign(['Zone', undefined], ['Authorities', undefined]),
      storefront: { ...storefront, domain: 'boutique.example', includeSubdomains: false },
    },
    'a zone inside a VPC': foreign(
      ['Zone.Properties.VPCs', [{ VPCId: 'vpc-1', VPCRegion: 'eu-west-1' }]],
      ['Authorities', undefined],
    ),
    'another record in a zone of somebody else': foreign(
      ['Zone', undefined],
      ['Authorities.Properties.Type', 'A'],
    ),
  },
});
