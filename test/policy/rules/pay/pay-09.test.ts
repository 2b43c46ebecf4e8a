import type { JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { pay09 } from '../../../../lib/policy/rules/pay/pay-09.ts';
import { type Change, changed, open, undecided } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';
import { parameter } from './masking.ts';

const topic = { Ref: 'Topic' };
const Tags = [{ Key: 'palisade:watches', Value: 'payment-pages' }];

function alarm(metric: string, dimension: JsonRecord, changes: JsonRecord = {}): JsonRecord {
  return {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      MetricName: metric,
      Dimensions: [dimension],
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      AlarmActions: [topic],
      ...changes,
    },
  };
}

const ofCanary = { Name: 'CanaryName', Value: 'pages' };
const ofFunction = { Name: 'FunctionName', Value: 'watch' };

const good: Record<string, JsonRecord> = {
  Shop: { Type: 'AWS::CloudFront::Distribution', Properties: {} },
  Topic: { Type: 'AWS::SNS::Topic', Properties: {} },
  Canary: {
    Type: 'AWS::Synthetics::Canary',
    Properties: {
      Name: 'pages',
      Tags,
      Schedule: { Expression: 'rate(7 days)' },
      StartCanaryAfterCreation: true,
    },
  },
  Failures: alarm('Failed', ofCanary, { Namespace: 'CloudWatchSynthetics' }),
  Silence: alarm('SuccessPercent', ofCanary, {
    Namespace: 'CloudWatchSynthetics',
    Threshold: 100,
    ComparisonOperator: 'LessThanThreshold',
    TreatMissingData: 'breaching',
  }),
};

const byFunction: Record<string, JsonRecord> = {
  Shop: good['Shop'] ?? {},
  Topic: good['Topic'] ?? {},
  Watch: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'watch', Tags } },
  Weekly: {
    Type: 'AWS::Scheduler::Schedule',
    Properties: {
      ScheduleExpression: 'cron(0 3 ? * MON *)',
      Target: { Arn: { 'Fn::GetAtt': ['Watch', 'Arn'] } },
    },
  },
  Failures: alarm('Errors', ofFunction, { Namespace: 'AWS/Lambda' }),
  Silence: alarm('Invocations', ofFunction, { Namespace: 'AWS/Lambda', TreatMissingData: 'breaching' }),
};

const onPage = {
  ...storefront,
  payments: {
    ...storefront.payments,
    gateways: [{ ...storefront.payments.gateways[0], integration: 'fields' }],
  },
};

function watched(...changes: readonly Change[]) {
  return { resources: changed(good, changes), sections: undecided, storefront: onPage };
}

function watchedByFunction(...changes: readonly Change[]) {
  return { resources: changed(byFunction, changes), sections: undecided, storefront: onPage };
}

const nobody = 'Properties.AlarmActions lacks the ARN of a topic';

testRule(pay09, {
  pass: {
    'a canary that looks at the payment pages each week': watched(),
    'a function with a schedule': watchedByFunction(),
    'a share of good runs that has to be the whole': watched(['Failures', undefined]),
    "the kit's own function, by its name": watchedByFunction(
      ['Watch.Properties', { FunctionName: 'boutique-prod-page-integrity' }],
      ['Failures', alarm('PageChanged', { Name: 'service', Value: { Ref: 'Watch' } })],
      [
        'Silence',
        alarm(
          'PageCompared',
          { Name: 'service', Value: { Ref: 'Watch' } },
          { TreatMissingData: 'breaching' },
        ),
      ],
    ),
  },
  fail: {
    'a shop with a form of its own that nothing watches': {
      ...watched(['Canary.Properties.Tags', undefined]),
      says: ['Properties lacks a canary or a scheduled function tagged palisade:watches=payment-pages'],
    },
    'a canary that looks once in a month': {
      ...watched(['Canary.Properties.Schedule.Expression', 'cron(0 3 1 * ? *)']),
      says: ['Properties.Schedule.Expression is cron(0 3 1 * ? *); expected at most 7 days between two runs'],
    },
    'a canary that does not run': {
      ...watched(['Canary.Properties.StartCanaryAfterCreation', false]),
      says: ['Properties.StartCanaryAfterCreation is false; expected true'],
    },
    'a schedule that is off': {
      ...watchedByFunction(['Weekly.Properties.State', 'DISABLED']),
      says: ['Properties.State is DISABLED; expected ENABLED'],
    },
    'differences that nobody hears of': {
      ...watched(['Failures', undefined], ['Silence.Properties.MetricName', 'Duration']),
      says: ['Properties lacks an alarm on differences'],
    },
    'missing runs that nobody hears of': {
      ...watchedByFunction(['Silence.Properties.TreatMissingData', 'notBreaching']),
      says: ['Properties.TreatMissingData is notBreaching; expected breaching'],
    },
    'a function that nothing calls': {
      ...watchedByFunction(['Weekly', undefined]),
      says: ['Properties lacks a schedule'],
    },
    'differences that have to last': {
      ...watched(['Failures.Properties.EvaluationPeriods', 2], ['Silence.Properties.EvaluationPeriods', 2]),
      says: ['Properties.EvaluationPeriods is 2; expected at least 1 and at most 1'],
    },
    'an alarm that waits for several differences': {
      ...watchedByFunction(['Failures.Properties.Threshold', 3]),
      says: ['Properties.Threshold is 3; expected at least 1 and at most 1'],
    },
    'an alarm that is raised while all is well': {
      ...watchedByFunction(['Failures.Properties.ComparisonOperator', 'LessThanThreshold']),
      says: [
        'Properties.ComparisonOperator is LessThanThreshold; expected GreaterThanThreshold or GreaterThanOrEqualToThreshold',
      ],
    },
    'a share of good runs that may fall': {
      ...watched(['Failures', undefined], ['Silence.Properties.Threshold', 50]),
      says: ['Properties.Threshold is 50; expected at least 100 and at most 100'],
    },
    'an alarm without anybody to tell': {
      ...watched(['Failures.Properties.AlarmActions', []], ['Silence.Properties.AlarmActions', []]),
      says: [nobody, nobody],
    },
  },
  unknown: {
    'an interval that is a parameter': {
      ...watched(['Canary.Properties.Schedule.Expression', open]),
      says: [`Properties.Schedule.Expression is ${parameter}; expected at most 7 days between two runs`],
    },
  },
  notApplicable: {
    'a shop whose shoppers pay on pages of the gateway': {
      ...watched(['Canary.Properties.Tags', undefined]),
      storefront,
    },
    "somebody else's distribution, and a canary of something else": {
      resources: changed(good, [['Canary.Properties.Tags', []]]),
    },
  },
});
