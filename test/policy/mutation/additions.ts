import { isRecord, type Json, type JsonRecord } from '../../../lib/cloudformation/model/json.ts';
import { write } from '../../support/mutations.ts';

/** The static example has nothing that these rules judge, so it is weakened by what they are about. */
export const additions: Readonly<Record<string, (resources: Record<string, Json>) => void>> = {
  'EDGE-03-elsewhere': (resources) => {
    resources['Added'] = {
      Type: 'AWS::Route53::RecordSet',
      Properties: { Name: 'pay.shop.boutique.example', Type: 'A', ResourceRecords: ['203.0.113.9'] },
    };
  },
  'EDGE-03-answers': adding('AWS::WAFv2::RuleGroup', {
    CustomResponseBodies: { Page: { ContentType: 'TEXT_HTML', Content: '<p>' } },
  }),
  'EDGE-06-altered': adding('AWS::ElasticLoadBalancingV2::ListenerRule', {
    Transforms: [{ Type: 'url-rewrite', UrlRewriteConfig: { Rewrites: [{ Regex: '^/a', Replace: '/b' }] } }],
  }),
  'EDGE-06-entries': (resources) => {
    resources['Added'] = { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'HTTP' } };
  },
  'EDGE-06-targets': adding('AWS::ElasticLoadBalancingV2::ListenerRule', {
    ListenerArn: 'arn:aws:elasticloadbalancing:eu-west-1:111111111111:listener/app/shop/1/2',
  }),
  'HDR-05-custom': (resources) => {
    for (const resource of ofType(resources, 'AWS::CloudFront::ResponseHeadersPolicy')) {
      write(resource, 'Properties.ResponseHeadersPolicyConfig.CustomHeadersConfig.Items[0]', {
        Header: 'Refresh',
        Value: '0;url=https://stranger.example',
        Override: true,
      });
    }
  },
  'HDR-08': (resources) => {
    resources['Added'] = {
      Type: 'AWS::S3::Bucket',
      Properties: { CorsConfiguration: { CorsRules: [{ AllowedOrigins: ['*'], AllowedMethods: ['PUT'] }] } },
    };
  },
  'HDR-08-edge': (resources) => {
    for (const resource of ofType(resources, 'AWS::CloudFront::ResponseHeadersPolicy')) {
      write(resource, 'Properties.ResponseHeadersPolicyConfig.CorsConfig', {
        AccessControlAllowCredentials: true,
        AccessControlAllowOrigins: { Items: ['*'] },
        AccessControlAllowHeaders: { Items: ['*'] },
        AccessControlAllowMethods: { Items: ['ALL'] },
        OriginOverride: true,
      });
    }
  },
  'WAF-01-regional': (resources) => {
    resources['Added'] = {
      Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
      Properties: { Scheme: 'internet-facing', Type: 'application' },
    };
  },
  'WAF-03-tokens': adding('AWS::WAFv2::RuleGroup', {
    CaptchaConfig: { ImmunityTimeProperty: { ImmunityTime: 259_200 } },
  }),
  'DATA-05-relational': (resources) => {
    resources['Added'] = { Type: 'AWS::RDS::DBInstance', Properties: { Engine: 'postgres' } };
  },
  'DATA-08-unnamed': (resources) => {
    resources['Added'] = {
      Type: 'AWS::SNS::Subscription',
      Properties: { TopicArn: 'orders', Protocol: 'sms', Endpoint: '+4930123456' },
    };
  },
  'NET-02-gateways': adding('AWS::Lambda::Function', {
    Role: 'arn:aws:iam::111111111111:role/a',
  }),
  'NET-02-resolvers': adding('AWS::Route53Resolver::FirewallConfig', { FirewallFailOpen: 'ENABLED' }),
  'NET-06-targets': adding('AWS::EC2::Route', { RouteTableId: 'rtb-0123456789abcdef0' }),
  'NET-07': (resources) => {
    resources['Added'] = {
      Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
      Properties: { TargetType: 'ip', Protocol: 'HTTP' },
    };
  },
  'NET-09': (resources) => {
    resources['Added'] = { Type: 'AWS::EC2::Instance', Properties: { KeyName: 'shop' } };
  },
  'IAM-01-destruction': adding('AWS::IAM::Policy', {
    PolicyDocument: document({ Effect: 'Allow', Action: 'dynamodb:DeleteTable', Resource: '*' }),
  }),
  'IAM-01-boundary': (resources) => {
    const [bounded] = ofType(resources, 'AWS::IAM::Role');
    write(bounded ?? null, 'Properties.PermissionsBoundary', 'arn:aws:iam::111111111111:policy/Bounds');
  },
  'IAM-01-roles': adding('AWS::Lambda::Function', { Role: 'arn:aws:iam::111111111111:role/a' }),
  'IAM-01-items': (resources) => {
    resources['Added'] = {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: 'boutique-prod-payment-callback',
        Role: { 'Fn::GetAtt': ['AddedRole', 'Arn'] },
      },
    };
    resources['AddedRole'] = {
      Type: 'AWS::IAM::Role',
      Properties: {
        Policies: [
          {
            PolicyDocument: {
              Statement: [
                { Effect: 'Allow', Action: 'dynamodb:Scan', Resource: 'arn:aws:dynamodb:::table/a' },
              ],
            },
          },
        ],
      },
    };
  },
  'IAM-01-interfaces': adding('AWS::IAM::Role', {
    Policies: [
      {
        PolicyDocument: document({ Effect: 'Allow', Action: 'ec2:CreateNetworkInterface', Resource: '*' }),
      },
    ],
  }),
  'IAM-02': (resources) => {
    resources['Added'] = { Type: 'AWS::IAM::AccessKey', Properties: { UserName: 'deployer' } };
  },
  'IAM-04': (resources) => {
    resources['Added'] = role({ AWS: 'arn:aws:iam::111111111111:user/jane' });
  },
  'IAM-04-groups': (resources) => {
    const allowing = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
    resources['Added'] = {
      Type: 'AWS::IAM::Group',
      Properties: { Policies: [{ PolicyName: 'reads', PolicyDocument: document(allowing) }] },
    };
  },
  'IAM-06-grants': (resources) => {
    resources['Added'] = { Type: 'AWS::RAM::ResourceShare', Properties: { Principals: ['999999999999'] } };
  },
  'IAM-06-collections': adding('AWS::OpenSearchServerless::SecurityPolicy', {
    Type: 'network',
    Policy: '[{"AllowFromPublic":true}]',
  }),
  'IAM-06-single': (resources) => {
    for (const Name of ['First', 'Second']) {
      resources[Name] = {
        Type: 'AWS::SQS::QueuePolicy',
        Properties: { Queues: ['https://sqs.eu-west-1.amazonaws.com/111111111111/orders'] },
      };
    }
  },
  'AUTH-01': pool,
  'AUTH-02': pool,
  'AUTH-03': pool,
  'AUTH-03-clients': pool,
  'AUTH-04': (resources) => {
    for (const resource of ofType(resources, 'AWS::Lambda::Function')) {
      write(resource, 'Properties.Environment', { Variables: { PASSWORD_HASH_ALGORITHM: 'md5' } });
    }
  },
  'AUTH-05': (resources) => {
    resources['Added'] = { Type: 'AWS::ApiGatewayV2::Route', Properties: { RouteKey: 'GET /orders' } };
  },
  'AUTH-05-graph': (resources) => {
    resources['Added'] = {
      Type: 'AWS::AppSync::GraphQLApi',
      Properties: { AuthenticationType: 'API_KEY' },
    };
  },
  'AUTH-05-guests': (resources) => {
    resources['Added'] = {
      Type: 'AWS::Cognito::IdentityPool',
      Properties: { AllowUnauthenticatedIdentities: true },
    };
  },
  'AUTH-05-listeners': (resources) => {
    const config = { UserPoolArn: 'arn', OnUnauthenticatedRequest: 'allow' };
    resources['Added'] = {
      Type: 'AWS::ElasticLoadBalancingV2::Listener',
      Properties: { DefaultActions: [{ Type: 'authenticate-cognito', AuthenticateCognitoConfig: config }] },
    };
  },
  'AUTH-06-clients': pool,
  'AUTH-06-providers': (resources) => {
    resources['Added'] = {
      Type: 'AWS::Cognito::UserPoolIdentityProvider',
      Properties: { ProviderDetails: { oidc_issuer: 'http://id.boutique.example' } },
    };
  },
  'SEC-05': (resources) => {
    for (const resource of ofType(resources, 'AWS::Lambda::Function')) {
      write(resource, 'Properties.Environment', {
        Variables: { TOKEN: { 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'Shop' }, '}}']] } },
      });
    }
  },
  'SEC-07': (resources) => {
    resources['Added'] = { Type: 'AWS::RDS::DBInstance', Properties: { MasterUsername: 'admin' } };
  },
  'LOG-06-tasks': (resources) => {
    resources['Added'] = {
      Type: 'AWS::ECS::TaskDefinition',
      Properties: { ContainerDefinitions: [{ Name: 'shop' }] },
    };
  },
  'LOG-07-levels': adding('AWS::Lambda::Function', { LoggingConfig: { ApplicationLogLevel: 'TRACE' } }),
  'DET-01-suppression': (resources) => {
    resources['Added'] = { Type: 'AWS::GuardDuty::Filter', Properties: { Action: 'ARCHIVE' } };
  },
  'DET-04': (resources) => {
    resources['Added'] = { Type: 'AWS::ECR::Repository', Properties: {} };
  },
  'DET-06-failures': (resources) => {
    for (const [id, resource] of Object.entries(resources))
      if (JSON.stringify(resource).includes('5xxErrorRate')) delete resources[id];
  },
  'DET-06-mutes': adding('AWS::CloudWatch::AlarmMuteRule', { Rule: {} }),
  'PAY-02-requests': (resources) => {
    resources['Added'] = { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'shop' } };
    resources['AddedOrders'] = {
      Type: 'AWS::ApiGateway::Resource',
      Properties: { ParentId: { 'Fn::GetAtt': ['Added', 'RootResourceId'] }, PathPart: 'orders' },
    };
    resources['AddedMethod'] = {
      Type: 'AWS::ApiGateway::Method',
      Properties: { ResourceId: { Ref: 'AddedOrders' }, HttpMethod: 'POST' },
    };
  },
  'PAY-12-functions': adding('AWS::Lambda::Function', { RecursiveLoop: 'Allow' }),
  'PAY-12-settings': adding('AWS::Lambda::Function', {
    Environment: { Variables: { ORDERS_TABLE: 'taps-orders' } },
  }),
  'PAY-12-tables': adding('AWS::DynamoDB::Table', { OnDemandThroughput: { MaxWriteRequestUnits: 1 } }),
  'MAIL-01-reports': adding('AWS::Route53::RecordSet', {
    Name: '_dmarc.pay.shop.boutique.example',
    Type: 'TXT',
    ResourceRecords: ['"v=DMARC1; p=reject; rua=mailto:a@stranger.example"'],
  }),
  'MAIL-02': (resources) => {
    resources['Added'] = {
      Type: 'AWS::SES::EmailIdentity',
      Properties: { EmailIdentity: 'shop.boutique.example' },
    };
  },
  'MAIL-02-keys': adding('AWS::Route53::RecordSet', {
    Name: 's1._domainkey.shop.boutique.example',
    Type: 'TXT',
    ResourceRecords: ['"v=DKIM1; p=AAAA"'],
  }),
  'MAIL-02-reputation': adding('AWS::SES::ConfigurationSet', {}),
  'MAIL-02-tls': (resources) => {
    resources['TlsReports'] = {
      Type: 'AWS::Route53::RecordSet',
      Properties: { Name: '_smtp._tls.boutique.example', Type: 'TXT', ResourceRecords: ['"v=TLSRPTv1"'] },
    };
  },
  'SDLC-06-origin': adding('AWS::ECS::TaskDefinition', { ContainerDefinitions: [{ Image: 'nginx' }] }),
  'SDLC-06-settings': adding('AWS::Lambda::Function', {
    Environment: { Variables: { NODE_OPTIONS: '--require /opt/a.js' } },
  }),
  'SDLC-06-automation': adding('AWS::Config::RemediationConfiguration', { Automatic: true }),
  'SDLC-08': (resources) => {
    resources['Added'] = {
      Type: 'AWS::S3::Bucket',
      Properties: { CorsConfiguration: { CorsRules: [{ AllowedOrigins: ['*'], AllowedMethods: ['PUT'] }] } },
    };
  },
};

/** Adds one resource that a rule objects to. */
function adding(type: string, properties: JsonRecord): (resources: Record<string, Json>) => void {
  return (resources) => {
    resources['Added'] = { Type: type, Properties: properties };
  };
}

/** A pool as AWS makes it where nothing is written, and a client of it. */
function pool(resources: Record<string, Json>): void {
  resources['AddedPool'] = { Type: 'AWS::Cognito::UserPool', Properties: {} };
  resources['AddedClient'] = {
    Type: 'AWS::Cognito::UserPoolClient',
    Properties: { UserPoolId: { Ref: 'AddedPool' }, AllowedOAuthFlows: ['implicit'] },
  };
}

function role(principal: JsonRecord): JsonRecord {
  const trusting = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: principal };
  return { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: document(trusting) } };
}

function document(statement: JsonRecord): JsonRecord {
  return { Version: '2012-10-17', Statement: [statement] };
}

function ofType(resources: Record<string, Json>, type: string): readonly Json[] {
  return Object.values(resources).filter((resource) => isRecord(resource) && resource['Type'] === type);
}
