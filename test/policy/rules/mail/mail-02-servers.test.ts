import { mail02Servers } from '../../../../lib/policy/rules/mail/mail-02-servers.ts';
import { open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { parameter } from '../data/bucket.ts';
import { domain, receivingShop } from './domain.ts';

const at = 'Properties.ResourceRecords';
const servers = 'the servers mx.mailhost.example and mx2.mailhost.example, and no other';
const nobody = '0 ., a server without a name';

testRule(mail02Servers, {
  pass: {
    'the servers of the contract, and none of a name that takes no mail': receivingShop({}),
    'nobody, of a name that only sends': receivingShop({ mail: { from: 'mail.boutique.example' } }, [
      `Mx.${at}`,
      ['0 .'],
    ]),
  },
  fail: {
    'a stranger in the place of nobody': {
      ...receivingShop({}, [`NullMx.${at}`, ['10 mx.stranger.example']]),
      says: [`${at} is ["10 mx.stranger.example"]; expected ${nobody}`].flatMap((one) => [one, one]),
    },
    'a stranger beside the servers': {
      ...receivingShop({}, [`Mx.${at}`, ['10 mx.mailhost.example', '5 mx.stranger.example']]),
      says: [`${at} is ["10 mx.mailhost.example","5 mx.stranger.example"]; expected ${servers}`].flatMap(
        (one) => [one, one],
      ),
    },
    'a third server that the contract does not name': {
      ...receivingShop({}, [
        `Mx.${at}`,
        ['10 mx.mailhost.example', '20 mx2.mailhost.example', '30 mx.stranger.example'],
      ]),
      says: [
        `${at} is ["10 mx.mailhost.example","20 mx2.mailhost.example","30 mx.stranger.example"]; expected ${servers}`,
      ].flatMap((one) => [one, one]),
    },
    'all names below that of the shop': {
      ...receivingShop({}, [
        'Wild',
        {
          Type: 'AWS::Route53::RecordSet',
          Properties: {
            Name: '*.shop.boutique.example',
            Type: 'MX',
            ResourceRecords: ['10 mx.stranger.example'],
          },
        },
      ]),
      says: [`${at} is ["10 mx.stranger.example"]; expected ${nobody}`],
    },
    'a name of which nothing is said': {
      ...receivingShop({}, ['NullMx', undefined]),
      says: ['Properties lacks MX record of shop.boutique.example'],
    },
  },
  unknown: {
    'servers that are a parameter': {
      ...receivingShop({}, [`NullMx.${at}`, open]),
      says: [`${at} is ${parameter}; expected ${nobody}`].flatMap((one) => [one, one]),
    },
    'a record of the mail stack, which was not given': {
      ...receivingShop({ stacks: ['edge', 'mail'] }, ['Mx', undefined]),
      says: [
        'Properties has no MX record of mail.boutique.example in these templates; the mail stack is not among them',
      ],
    },
  },
  notApplicable: {
    'a domain of somebody else': domain(),
    'a shop that moves in': receivingShop({ launch: 'shadow' }, ['NullMx', undefined], ['Mx', undefined]),
  },
});
