import { log07 } from '../../../../lib/policy/rules/log/log-07.ts';
import { open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { foreignLogs, logs, parameter } from './logs.ts';

const fields = 'Delivery.Properties.RecordFields';
const harmless = 'fields without cs(Cookie) and cs-uri-query';
const format = 'a format without credentials, bodies and stage variables';

function stage(properties: Record<string, unknown>) {
  return foreignLogs(['Stage', { Type: 'AWS::ApiGateway::Stage', Properties: properties as never }]);
}

testRule(log07, {
  pass: {
    'deliveries and firewall logs without secrets': logs(),
    'a format that names who called, and when': stage({
      AccessLogSetting: {
        Format: '{"ip":"$context.identity.sourceIp","who":"$context.authorizer.principalId"}',
      },
      MethodSettings: [{ HttpMethod: '*', DataTraceEnabled: false }],
    }),
    'real-time logs without cookies': foreignLogs([
      'Realtime',
      { Type: 'AWS::CloudFront::RealtimeLogConfig', Properties: { Fields: ['timestamp', 'c-ip'] } },
    ]),
  },
  fail: {
    'a delivery that records cookies': {
      ...logs([fields, ['date', 'cs(Cookie)']]),
      says: [`Properties.RecordFields is ["date","cs(Cookie)"]; expected ${harmless}`],
    },
    'a delivery that records all that CloudFront knows': {
      ...logs([fields, undefined]),
      says: [`Properties.RecordFields is not set; expected ${harmless}`],
    },
    'firewall logs that repeat the query string': {
      ...logs(['FirewallLogs.Properties.RedactedFields[2]', undefined]),
      says: ['Properties.RedactedFields lacks the query string'],
    },
    'real-time logs with cookies': {
      ...foreignLogs([
        'Realtime',
        { Type: 'AWS::CloudFront::RealtimeLogConfig', Properties: { Fields: ['c-ip', 'cs-cookie'] } },
      ]),
      says: [
        'Properties.Fields is ["c-ip","cs-cookie"]; expected fields without cs-cookie, cs-headers, cs-header-names, cs-uri-query',
      ],
    },
    'a format that repeats what an authorizer says, and bodies': {
      ...stage({ AccessLogSetting: { Format: '$context.authorizer.token $input.body' } }),
      says: [
        `Properties.AccessLogSetting.Format is $context.authorizer.token $input.body; expected ${format}`,
      ],
    },
    'a stage that traces bodies': {
      ...stage({ MethodSettings: [{ HttpMethod: '*', DataTraceEnabled: true }] }),
      says: ['Properties.MethodSettings[0].DataTraceEnabled is true; expected false'],
    },
    'a state machine that logs what it was given': {
      ...foreignLogs([
        'Machine',
        {
          Type: 'AWS::StepFunctions::StateMachine',
          Properties: { LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: true } },
        },
      ]),
      says: ['Properties.LoggingConfiguration.IncludeExecutionData is true; expected false'],
    },
  },
  unknown: {
    'fields that are a parameter': {
      ...logs([fields, open]),
      says: [`Properties.RecordFields is ${parameter}; expected ${harmless}`],
    },
    'a format with a part that is a parameter': {
      ...foreignLogs([
        'Stage',
        {
          Type: 'AWS::ApiGatewayV2::Stage',
          Properties: { AccessLogSettings: { Format: { 'Fn::Sub': '$context.requestId ${Open}' } } },
        },
      ]),
      says: [
        `Properties.AccessLogSettings.Format is $context.requestId \${?}; only the deployment tells whether that is ${format}`,
      ],
    },
  },
  notApplicable: {
    'a delivery of other logs': {
      resources: {
        Source: {
          Type: 'AWS::Logs::DeliverySource',
          Properties: { Name: 'agents', LogType: 'APPLICATION_LOGS' },
        },
        Delivery: { Type: 'AWS::Logs::Delivery', Properties: { DeliverySourceName: 'agents' } },
      },
    },
  },
});
