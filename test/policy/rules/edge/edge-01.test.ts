import type { Json } from '../../../../lib/cloudformation/model/json.ts';
import { edge01 } from '../../../../lib/policy/rules/edge/edge-01.ts';
import { testRule } from '../../../support/rule-cases.ts';

function distribution(defaultBehaviour: Json, ...others: Json[]) {
  return {
    resources: {
      Shop: {
        Type: 'AWS::CloudFront::Distribution',
        Properties: {
          DistributionConfig: { DefaultCacheBehavior: defaultBehaviour, CacheBehaviors: others },
        },
      },
    },
  };
}

const writes = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'];

testRule(edge01, {
  pass: {
    'pages that redirect to HTTPS': distribution({ ViewerProtocolPolicy: 'redirect-to-https' }),
    'forms that only take HTTPS': distribution(
      { ViewerProtocolPolicy: 'redirect-to-https' },
      { ViewerProtocolPolicy: 'https-only', AllowedMethods: writes },
    ),
  },
  fail: {
    'a default behaviour that says nothing, which is allow-all': {
      ...distribution({}),
      says: [
        'Properties.DistributionConfig.DefaultCacheBehavior.ViewerProtocolPolicy is allow-all; expected redirect-to-https or https-only',
      ],
    },
    'a distribution without a default behaviour': {
      resources: {
        Shop: {
          Type: 'AWS::CloudFront::Distribution',
          Properties: { DistributionConfig: { Enabled: true } },
        },
      },
      says: [
        'Properties.DistributionConfig lacks DefaultCacheBehavior, without which CloudFormation makes no distribution',
      ],
    },
    'one of several behaviours on allow-all': {
      ...distribution(
        { ViewerProtocolPolicy: 'redirect-to-https' },
        { ViewerProtocolPolicy: 'https-only' },
        { ViewerProtocolPolicy: 'allow-all' },
      ),
      says: [
        'Properties.DistributionConfig.CacheBehaviors[1].ViewerProtocolPolicy is allow-all; expected redirect-to-https or https-only',
      ],
    },
    'a form post that is redirected after its body was sent': {
      ...distribution({ ViewerProtocolPolicy: 'redirect-to-https', AllowedMethods: writes }),
      says: [
        'Properties.DistributionConfig.DefaultCacheBehavior.ViewerProtocolPolicy is redirect-to-https; expected https-only',
      ],
    },
    'a condition of which one branch is allow-all': {
      ...distribution({ ViewerProtocolPolicy: { 'Fn::If': ['Open', 'allow-all', 'https-only'] } }),
      says: [
        'Properties.DistributionConfig.DefaultCacheBehavior.ViewerProtocolPolicy is allow-all or https-only; expected redirect-to-https or https-only',
      ],
    },
  },
  unknown: {
    'a policy that is a parameter': {
      ...distribution({ ViewerProtocolPolicy: { Ref: 'Protocol' } }),
      sections: { Parameters: { Protocol: { Type: 'String' } } },
      says: [
        'Properties.DistributionConfig.DefaultCacheBehavior.ViewerProtocolPolicy is unknown (parameter Protocol is only known at deployment); expected redirect-to-https or https-only',
      ],
    },
    'behaviours that a macro writes': {
      ...distribution({ ViewerProtocolPolicy: 'https-only' }),
      resources: {
        Shop: {
          Type: 'AWS::CloudFront::Distribution',
          Properties: {
            DistributionConfig: {
              DefaultCacheBehavior: { ViewerProtocolPolicy: 'https-only' },
              CacheBehaviors: { 'Fn::Transform': { Name: 'Behaviours' } },
            },
          },
        },
      },
      says: [
        'Properties.DistributionConfig.CacheBehaviors.ViewerProtocolPolicy is unknown (Properties.DistributionConfig.CacheBehaviors is unknown (Fn::Transform is only known at deployment)); expected https-only',
      ],
    },
  },
});
