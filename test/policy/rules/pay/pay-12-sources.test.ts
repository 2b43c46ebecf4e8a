import { pay12Sources } from '../../../../lib/policy/rules/pay/pay-12-sources.ts';
import { open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { foreignWay, partOfWay, paymentWay } from './payment-way.ts';

const stream = 'FromOrders.Properties';
const queue = 'FromPayments.Properties';
const failed = 'Properties.DestinationConfig.OnFailure.Destination';
const last = 'a queue of the templates that no function reads';
const elsewhere = 'arn:aws:sqs:eu-west-1:111111111111:elsewhere';

testRule(pay12Sources, {
  pass: {
    'a queue and a stream that hand everything on': paymentWay(),
    'a stream without a filter': paymentWay([`${stream}.FilterCriteria`, undefined]),
    'a stream that is tried for as long as it keeps': paymentWay([`${stream}.MaximumRetryAttempts`, -1]),
  },
  fail: {
    'a source that is off': {
      ...paymentWay([`${queue}.Enabled`, false]),
      says: ['Properties.Enabled is false; expected true'],
    },
    'a function whose report of failures nobody asks for': {
      ...paymentWay([`${queue}.FunctionResponseTypes`, undefined]),
      says: ['Properties.FunctionResponseTypes lacks ReportBatchItemFailures'],
    },
    'a window, in which a function reports no failures': {
      ...paymentWay([`${stream}.TumblingWindowInSeconds`, 30]),
      says: ['Properties.TumblingWindowInSeconds is 30; expected no window'],
    },
    'a filter of a queue': {
      ...paymentWay([`${queue}.FilterCriteria`, { Filters: [{ Pattern: '{}' }] }]),
      says: [
        'Properties.FilterCriteria is {"Filters":[{"Pattern":"{}"}]}; expected no filter, which deletes the messages that it leaves out',
      ],
    },
    'a stream that is begun at its end': {
      ...paymentWay([`${stream}.StartingPosition`, 'LATEST']),
      says: ['Properties.StartingPosition is LATEST; expected TRIM_HORIZON'],
    },
    'a stream that sets nothing aside': {
      ...paymentWay([`${stream}.DestinationConfig`, undefined]),
      says: [`${failed} is not set; expected ${last}`],
    },
    'a stream that sets aside into a queue that is worked off': {
      ...paymentWay([
        `${stream}.DestinationConfig.OnFailure.Destination`,
        { 'Fn::GetAtt': ['Payments', 'Arn'] },
      ]),
      says: [`${failed} is \${Payments.Arn}; expected ${last}`],
    },
    'a stream that gives up after one try, or after a minute': {
      ...paymentWay([`${stream}.MaximumRetryAttempts`, 0], [`${stream}.MaximumRecordAgeInSeconds`, 60]),
      says: [
        'Properties.MaximumRetryAttempts is 0; expected -1 or at least 3',
        'Properties.MaximumRecordAgeInSeconds is 60; expected -1 or at least 3600',
      ],
    },
    'a filter that leaves new items out': {
      ...paymentWay([`${stream}.FilterCriteria.Filters[0].Pattern`, '{"eventName":["REMOVE"]}']),
      says: [
        'Properties.FilterCriteria.Filters is [{"Pattern":"{\\"eventName\\":[\\"REMOVE\\"]}"}]; expected a filter that takes in new items',
      ],
    },
  },
  unknown: {
    'a queue for failures that another stack may have': {
      ...partOfWay([`${stream}.DestinationConfig.OnFailure.Destination`, elsewhere]),
      says: [`${failed} is ${elsewhere}; only the deployment tells whether that is ${last}`],
    },
    'a source that a parameter switches': {
      ...paymentWay([`${queue}.Enabled`, open]),
      says: ['Properties.Enabled is unknown (parameter Open is only known at deployment); expected true'],
    },
  },
  notApplicable: {
    'a template that is no part of a storefront': foreignWay([`${queue}.Enabled`, false]),
  },
});
