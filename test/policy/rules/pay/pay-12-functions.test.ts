import { pay12Functions } from '../../../../lib/policy/rules/pay/pay-12-functions.ts';
import { type Change, open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { foreignWay, paymentWay } from './payment-way.ts';

const outbox = 'Outbox.Properties';

/** A load balancer asks the function on behalf of a shopper. */
const asked: Change = [
  'Target',
  {
    Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
    Properties: { TargetType: 'lambda', Targets: [{ Id: { 'Fn::GetAtt': ['Worker', 'Arn'] } }] },
  },
];

testRule(pay12Functions, {
  fail: {
    'a function that may not run': {
      ...paymentWay([`${outbox}.ReservedConcurrentExecutions`, 0]),
      says: ['Properties.ReservedConcurrentExecutions is 0; expected at least 1'],
    },
    'a function that may call itself without end': {
      ...paymentWay([`${outbox}.RecursiveLoop`, 'Allow']),
      says: ['Properties.RecursiveLoop is Allow; expected Terminate'],
    },
    'one execution for all shoppers': {
      ...paymentWay(asked, ['Worker.Properties.ReservedConcurrentExecutions', 1]),
      says: ['Properties.ReservedConcurrentExecutions is 1; expected at least 2'],
    },
    'an answer that comes after CloudFront has given up': {
      ...paymentWay(asked, ['Worker.Properties.Timeout', 900]),
      says: ['Properties.Timeout is 900; expected at least 3 and at most 60'],
    },
    'a sweep that nothing begins': {
      ...paymentWay(['Hourly', undefined]),
      says: ['Properties lacks a schedule'],
    },
    'a sweep once a day': {
      ...paymentWay(['Hourly.Properties.ScheduleExpression', 'rate(1 day)']),
      says: ['Properties.ScheduleExpression is rate(1 day); expected at most 1 hour between two runs'],
    },
    'a sweep whose schedule is off': {
      ...paymentWay(['Hourly.Properties.State', 'DISABLED']),
      says: ['Properties.State is DISABLED; expected ENABLED'],
    },
  },
  unknown: {
    'a schedule that is a parameter': {
      ...paymentWay(['Hourly.Properties.ScheduleExpression', open]),
      says: [
        'Properties.ScheduleExpression is unknown (parameter Open is only known at deployment); expected at most 1 hour between two runs',
      ],
    },
  },
  notApplicable: {
    'functions as the kit makes them': paymentWay(),
    'a long timeout of a function that nobody waits for': paymentWay(['Worker.Properties.Timeout', 900]),
    'a template that is no part of a storefront': foreignWay([`${outbox}.ReservedConcurrentExecutions`, 0]),
  },
});
