import type { Json, JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { net02Gateways } from '../../../../lib/policy/rules/net/net-02-gateways.ts';
import { type Change, changed, maybe, open, undecided } from '../../../support/changes.ts';
import { type Case, testRule } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';
import { parameter } from '../data/bucket.ts';

const secrets = 'arn:aws:secretsmanager:eu-west-1:111111111111:secret';

const good: Record<string, JsonRecord> = {
  Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'boutique-prod/gateways/stripe' } },
  Role: { Type: 'AWS::IAM::Role', Properties: {} },
  Rights: {
    Type: 'AWS::IAM::Policy',
    Properties: {
      Roles: [{ Ref: 'Role' }],
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Action: 'secretsmanager:GetSecretValue',
            Resource: `${secrets}:boutique-prod/gateways/stripe-??????`,
          },
        ],
      },
    },
  },
  Lambda: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
      VpcConfig: { SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] },
    },
  },
};

const network = 'Lambda.Properties.VpcConfig';
const resource = 'Rights.Properties.PolicyDocument.Statement[0].Resource';
const built = (...changes: readonly Change[]): Case => ({
  resources: changed(good, changes),
  sections: undecided,
  storefront,
});
const outside = (named: Json) => built([network, undefined], [resource, named]);
const nowhere = [
  'Properties.VpcConfig.SubnetIds is not set; expected private subnets of the network',
  'Properties.VpcConfig.SecurityGroupIds is not set; expected a security group of the network',
];

testRule(net02Gateways, {
  fail: {
    'a function outside of it': { ...built([network, undefined]), says: nowhere },
    'one that reads every secret': { ...outside('*'), says: nowhere },
    'one that reads all of the shop': { ...outside(`${secrets}:boutique-prod/*`), says: nowhere },
    'one that refers to the secret': { ...outside({ Ref: 'Secret' }), says: nowhere },
    'one whose role nobody saw': {
      ...built([network, undefined], ['Lambda.Properties.Role', 'arn:aws:iam::111111111111:role/a']),
      says: nowhere,
    },
    'a network that a condition takes away': {
      ...built([network, maybe({ SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] })]),
      says: [
        'Properties.VpcConfig.SubnetIds is ["subnet-1"] or not set; expected private subnets of the network',
        'Properties.VpcConfig.SecurityGroupIds is ["sg-1"] or not set; expected a security group of the network',
      ],
    },
    'a network without a group': {
      ...built([`${network}.SecurityGroupIds`, []]),
      says: ['Properties.VpcConfig.SecurityGroupIds is []; expected a security group of the network'],
    },
  },
  unknown: {
    'subnets that are a parameter': {
      ...built([`${network}.SubnetIds`, open]),
      says: [`Properties.VpcConfig.SubnetIds is ${parameter}; expected private subnets of the network`],
    },
  },
  notApplicable: {
    'a function in the network': built(),
    'a function of an environment for tests': {
      ...built([network, undefined]),
      storefront: { ...storefront, purpose: 'non-production' },
    },
    'a function that reads another secret': outside(`${secrets}:boutique-prod/order-link-??????`),
    'a function that reads nothing': built([network, undefined], ['Rights', undefined]),
    'the template of somebody else': { resources: changed(good, [[network, undefined]]) },
  },
});
