import type { Json } from '../../../../lib/cloudformation/model/json.ts';
import { hdr08 } from '../../../../lib/policy/rules/hdr/hdr-08.ts';
import { maybe } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';

const sections = {
  Parameters: { Open: { Type: 'String' } },
  Conditions: { Maybe: { 'Fn::Equals': [{ Ref: 'Open' }, 'yes'] } },
};

function bucket(...rules: Json[]) {
  return {
    sections,
    resources: { Site: { Type: 'AWS::S3::Bucket', Properties: { CorsConfiguration: { CorsRules: rules } } } },
  };
}

function url(origins: Json) {
  return {
    sections,
    resources: { Url: { Type: 'AWS::Lambda::Url', Properties: { Cors: { AllowOrigins: origins } } } },
  };
}

function api(cors: Json) {
  return { resources: { Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { CorsConfiguration: cors } } } };
}

const rule = { AllowedOrigins: ['https://shop.example'], AllowedMethods: ['GET'] };
const rules = 'Properties.CorsConfiguration.CorsRules';
const origins = 'Properties.Cors.AllowOrigins';

testRule(hdr08, {
  pass: {
    'a bucket that one origin may read': bucket(rule),
    'a function that names its origins': url(['https://shop.example', 'https://www.shop.example:8443']),
    'an interface that names its origins': api({ AllowOrigins: ['https://shop.example'] }),
  },
  fail: {
    'a bucket that everybody may write into': {
      ...bucket(rule, { AllowedOrigins: ['*'], AllowedMethods: ['GET', 'PUT'] }),
      says: [
        `${rules}[1].AllowedOrigins is ["*"]; expected exact https origins`,
        `${rules}[1].AllowedMethods is ["GET","PUT"]; expected GET or HEAD`,
      ],
    },
    'a wildcard inside an origin, and clear text': {
      ...url(['https://*.shop.example', 'http://shop.example']),
      says: [`${origins} is ["https://*.shop.example","http://shop.example"]; expected exact https origins`],
    },
    'a wildcard in one of two cases': {
      ...url(maybe(['https://shop.example'], ['*'])),
      says: [`${origins} is ["https://shop.example"] or ["*"]; expected exact https origins`],
    },
    'an interface that everybody may call': {
      ...api({ AllowOrigins: ['*'], AllowCredentials: false }),
      says: ['Properties.CorsConfiguration.AllowOrigins is ["*"]; expected exact https origins'],
    },
    'a rule without origins': {
      ...bucket({ AllowedMethods: ['GET'] }),
      says: [`${rules}[0].AllowedOrigins is not set; expected exact https origins`],
    },
  },
  unknown: {
    'an origin that a parameter is a part of': {
      ...url([{ 'Fn::Sub': 'https://${Open}' }]),
      says: [
        `${origins} is [{"Fn::Sub":"https://\${Open}"}]; only the deployment tells whether that is exact https origins`,
      ],
    },
    'rules that a macro writes': {
      resources: {
        Site: {
          Type: 'AWS::S3::Bucket',
          Properties: { CorsConfiguration: { CorsRules: { 'Fn::Transform': { Name: 'Rules' } } } },
        },
      },
      says: [
        `${rules} is unknown (Fn::Transform is only known at deployment); expected rules with exact https origins`,
      ],
    },
  },
  notApplicable: {
    'a bucket without CORS': { resources: { Site: { Type: 'AWS::S3::Bucket' } } },
    'a bucket without a rule': bucket(),
    'an interface without CORS': api({}),
  },
});
