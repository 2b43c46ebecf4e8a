import type { Json } from '../../../../lib/cloudformation/model/json.ts';
import { waf01Regional } from '../../../../lib/policy/rules/waf/waf-01-regional.ts';
import { type Change, changed, maybe, open, undecided } from '../../../support/changes.ts';
import { type Case, testRule } from '../../../support/rule-cases.ts';

function association(target: Json) {
  return {
    Type: 'AWS::WAFv2::WebACLAssociation',
    Properties: { ResourceArn: target, WebACLArn: { 'Fn::GetAtt': ['Acl', 'Arn'] } },
  };
}

const acl = { Type: 'AWS::WAFv2::WebACL', Properties: { Scope: 'REGIONAL' } };

function entry(type: string, target: Json, ...changes: readonly Change[]) {
  const good = { Entry: { Type: type, Properties: {} }, Acl: acl, Association: association(target) };
  return { resources: changed(good, changes), sections: undecided } satisfies Case;
}

function balancer(...changes: readonly Change[]) {
  return entry('AWS::ElasticLoadBalancingV2::LoadBalancer', { Ref: 'Entry' }, ...changes);
}

function stage(arn: Json, ...changes: readonly Change[]) {
  return entry(
    'AWS::ApiGateway::Stage',
    arn,
    ['Api', { Type: 'AWS::ApiGateway::RestApi', Properties: {} }],
    ['Entry.Properties', { RestApiId: { Ref: 'Api' }, StageName: 'prod' }],
    ...changes,
  );
}

const stageArn = 'arn:aws:apigateway:eu-west-1::/restapis/${Api}/stages/${Entry}';
const lacking = 'Properties lacks an AWS::WAFv2::WebACLAssociation that refers to it';

testRule(waf01Regional, {
  pass: {
    'a load balancer with an association': balancer(),
    'a user pool with an association': entry('AWS::Cognito::UserPool', { 'Fn::GetAtt': ['Entry', 'Arn'] }),
    'an API stage whose ARN holds a reference to it': stage({ 'Fn::Sub': stageArn }),
    'an API stage whose ARN spells its name': stage({
      'Fn::Join': ['', ['arn:aws:apigateway:eu-west-1::/restapis/', { Ref: 'Api' }, '/stages/prod']],
    }),
    'an association that exists exactly when the load balancer does': balancer(
      ['Entry.Condition', 'Maybe'],
      ['Association.Condition', 'Maybe'],
    ),
    'a web ACL by its ARN': balancer([
      'Association.Properties.WebACLArn',
      'arn:aws:wafv2:eu-west-1:111111111111:regional/webacl/shop/1',
    ]),
  },
  fail: {
    'a load balancer without an association': { ...balancer(['Association', undefined]), says: [lacking] },
    'an association with something else': {
      ...balancer(['Association.Properties.ResourceArn', 'arn:aws:elasticloadbalancing:other']),
      says: [lacking],
    },
    'an association with another stage of the API': {
      ...stage({ 'Fn::Sub': 'arn:aws:apigateway:eu-west-1::/restapis/${Api}/stages/test' }),
      says: [lacking],
    },
    'a web ACL for CloudFront': {
      ...balancer(['Acl.Properties.Scope', 'CLOUDFRONT']),
      says: ['Properties.Scope is CLOUDFRONT; expected REGIONAL'],
    },
    'an association that a condition takes elsewhere': {
      ...balancer(['Association.Properties.ResourceArn', maybe({ Ref: 'Entry' }, { Ref: 'Acl' })]),
      says: ['Properties.ResourceArn is ${Entry} or ${Acl}; expected the ARN of Entry'],
    },
    'a scheme that may be open to the internet': {
      ...balancer(['Entry.Properties.Scheme', open], ['Association', undefined]),
      says: [lacking],
    },
    'an unprotected twin': {
      ...balancer(['Twin', { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer' }]),
      says: [lacking],
    },
  },
  unknown: {
    'an association under a condition of its own': {
      ...balancer(['Association.Condition', 'Maybe']),
      says: [
        'Condition is Maybe; only the deployment tells whether that is a condition that holds wherever Entry exists',
      ],
    },
    'a web ACL that is a parameter': {
      ...balancer(['Association.Properties.WebACLArn', open]),
      says: [
        'Properties.WebACLArn is unknown (parameter Open is only known at deployment); expected the ARN of a WAFv2 web ACL with scope REGIONAL',
      ],
    },
  },
  notApplicable: {
    'an internal load balancer': balancer(['Entry.Properties.Scheme', 'internal']),
    'a network load balancer': balancer(['Entry.Properties.Type', 'network']),
    'a stage of a private API': stage('x', [
      'Api.Properties',
      { EndpointConfiguration: { Types: ['PRIVATE'] } },
    ]),
  },
});
