import type { Json } from '../../../../lib/cloudformation/model/json.ts';
import { waf01 } from '../../../../lib/policy/rules/waf/waf-01.ts';
import { type Change, maybe, open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { foreignAcl, webAcl } from './web-acl.ts';

const id = 'Shop.Properties.DistributionConfig.WebACLId';
const path = 'Properties.DistributionConfig.WebACLId';
const expected = 'the ARN of a WAFv2 web ACL with scope CLOUDFRONT';
const arn = 'arn:aws:wafv2:us-east-1:111111111111:global/webacl/shop/1';

const ownAcl: Json = { Action: 'override', Arn: { 'Fn::GetAtt': ['Acl', 'Arn'] } };

/** A tenant of the distribution, with what it says of web ACLs. */
function tenant(own: Json, distribution: Json = { Ref: 'Shop' }): Change {
  const Customizations = { WebAcl: own };
  const Properties = { DistributionId: distribution, Customizations };
  return ['Tenant', { Type: 'AWS::CloudFront::DistributionTenant', Properties }];
}

testRule(waf01, {
  pass: {
    'a tenant that has the web ACL of its distribution': webAcl(tenant({ Ref: 'AWS::NoValue' })),
    'a tenant with a web ACL of its own': webAcl(tenant(ownAcl)),
    'a distribution with a web ACL of the same template': webAcl(),
    'a template whose region nobody told': foreignAcl(),
    'an ARN that is written out in somebody else’s template': foreignAcl([id, arn]),
    'an ARN put together by Fn::Sub': foreignAcl([
      id,
      { 'Fn::Sub': 'arn:${AWS::Partition}:wafv2:us-east-1:${Open}:global/webacl/shop/1' },
    ]),
    'two web ACLs between which a condition chooses': webAcl(
      ['Other', { Type: 'AWS::WAFv2::WebACL', Properties: { Scope: 'CLOUDFRONT' } }],
      [id, maybe({ 'Fn::GetAtt': ['Acl', 'Arn'] }, { 'Fn::GetAtt': ['Other', 'Arn'] })],
    ),
  },
  fail: {
    'a tenant that disables the web ACL': {
      ...webAcl(tenant({ Action: 'disable' })),
      says: [
        'Properties.Customizations.WebAcl.Action is disable; expected override',
        `Properties.Customizations.WebAcl.Arn is not set; expected ${expected}`,
      ],
    },
    'a tenant that does so in one case': {
      ...webAcl(tenant({ ...ownAcl, Action: maybe('override', 'disable') })),
      says: ['Properties.Customizations.WebAcl.Action is override or disable; expected override'],
    },
    'a distribution without a web ACL': {
      ...webAcl([id, undefined]),
      says: [`${path} is not set; expected ${expected}`],
    },
    'a web ACL of WAF Classic': {
      ...webAcl([id, '473e64fd-f30b-4765-81a0-62ad96dd167a']),
      says: [`${path} is 473e64fd-f30b-4765-81a0-62ad96dd167a; expected ${expected}`],
    },
    'a Ref, which is no ARN': {
      ...webAcl([id, { Ref: 'Acl' }]),
      says: [`${path} is \${Acl}; expected ${expected}`],
    },
    'something else than a web ACL': {
      ...webAcl([id, { 'Fn::GetAtt': ['Topic', 'TopicArn'] }]),
      says: [`${path} is \${Topic.TopicArn}; expected ${expected}`],
    },
    'a regional web ACL': {
      ...webAcl(['Acl.Properties.Scope', 'REGIONAL']),
      says: ['Properties.Scope is REGIONAL; expected CLOUDFRONT'],
    },
    'the ARN of a regional web ACL': {
      ...webAcl([id, 'arn:aws:wafv2:us-east-1:111111111111:regional/webacl/shop/1']),
      says: [`${path} is arn:aws:wafv2:us-east-1:111111111111:regional/webacl/shop/1; expected ${expected}`],
    },
    'a web ACL that lies in a region where CloudFront has none': {
      ...webAcl(),
      region: 'eu-west-1',
      says: ['Properties.Scope is CLOUDFRONT in a stack of eu-west-1; expected a stack of us-east-1'],
    },
    'a condition of which one branch has no web ACL': {
      ...webAcl([id, maybe({ 'Fn::GetAtt': ['Acl', 'Arn'] })]),
      says: [`${path} is \${Acl.Arn} or not set; expected ${expected}`],
    },
    'an association, which CloudFront does not take': {
      ...webAcl([
        'Association',
        {
          Type: 'AWS::WAFv2::WebACLAssociation',
          Properties: { ResourceArn: { Ref: 'Shop' }, WebACLArn: { 'Fn::GetAtt': ['Acl', 'Arn'] } },
        },
      ]),
      says: [
        'Properties.ResourceArn is ${Shop}; expected a regional resource, since a distribution names its web ACL itself',
      ],
    },
    'an unprotected twin beside a good distribution': {
      ...webAcl(['Twin', { Type: 'AWS::CloudFront::Distribution', Properties: { DistributionConfig: {} } }]),
      says: [`${path} is not set; expected ${expected}`],
    },
  },
  unknown: {
    'a tenant of a distribution that nobody saw': {
      ...webAcl(tenant({ Ref: 'AWS::NoValue' }, 'E1A2B3C4D5')),
      says: [
        'Properties.DistributionId is E1A2B3C4D5; only the deployment tells whether that is a distribution among the templates',
      ],
    },
    'a tenant whose customizations are a parameter': {
      ...webAcl(tenant(open)),
      says: [
        'Properties.Customizations.WebAcl.Action is unknown (Properties.Customizations.WebAcl is unknown (parameter Open is only known at deployment)); expected override',
        `Properties.Customizations.WebAcl.Arn is unknown (Properties.Customizations.WebAcl is unknown (parameter Open is only known at deployment)); expected ${expected}`,
      ],
    },
    'a web ACL that is a parameter': {
      ...webAcl([id, open]),
      says: [`${path} is unknown (parameter Open is only known at deployment); expected ${expected}`],
    },
    'a storefront’s web ACL that nobody showed': {
      ...webAcl([id, arn]),
      says: [`${path} is ${arn}, a web ACL that is not among the templates`],
    },
    'a web ACL that a custom resource looks up': {
      ...webAcl(['Reader', { Type: 'Custom::CrossRegionReader' }], [id, { 'Fn::GetAtt': ['Reader', 'Arn'] }]),
      says: [`${path} is \${Reader.Arn}; only the deployment tells whether that is ${expected}`],
    },
  },
});
