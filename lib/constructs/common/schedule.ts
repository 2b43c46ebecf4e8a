import type { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { NodeFunction } from './node-function.ts';

/** Calls a function again and again. A call that is late by a whole interval is dropped: the next one does its work. */
export function callEvery(called: NodeFunction, interval: Duration): void {
  new Rule(called, 'Schedule', {
    schedule: Schedule.rate(interval),
    targets: [new LambdaFunction(called.function, { retryAttempts: 2, maxEventAge: interval })],
  });
}
