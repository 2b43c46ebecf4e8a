import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnEventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { NodeFunction } from '../common/node-function.ts';
import type { Store } from '../data/stores.ts';

/** What a function is fed with. */
export interface StreamFeed {
  /** ARN of a table's stream. */
  readonly stream: string;
  /** Which of the table's changes it is shown. */
  readonly filter: object;
  /** Takes word of the changes that were given up. */
  readonly deadLetters: Pick<Store, 'arn'>;
}

/** Brings changes of a table to a function, again and again while it fails, for an hour. */
export function feedFromStream(receiver: NodeFunction, { stream, filter, deadLetters }: StreamFeed): void {
  const source = new CfnEventSourceMapping(receiver, 'Source', {
    functionName: receiver.function.functionArn,
    eventSourceArn: stream,
    startingPosition: 'TRIM_HORIZON',
    batchSize: 100,
    filterCriteria: { filters: [{ pattern: JSON.stringify(filter) }] },
    functionResponseTypes: ['ReportBatchItemFailures'],
    bisectBatchOnFunctionError: true,
    maximumRetryAttempts: 10,
    maximumRecordAgeInSeconds: 3600,
    destinationConfig: { onFailure: { destination: deadLetters.arn } },
  });
  // Lambda tries the role's rights when the source is made.
  source.node.addDependency(receiver.role);
}

/** What Lambda reads a stream with, in the name of the function's role. */
export function readingStream(streamArn: string): PolicyStatement {
  const actions = ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'];
  return new PolicyStatement({
    actions: actions.map((action) => `dynamodb:${action}`),
    resources: [streamArn],
  });
}
