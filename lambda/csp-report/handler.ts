import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { functionLog } from '../shared/log/log.ts';
import { interactiveRetry } from '../shared/settings/aws-retry.ts';
import { jsonVariable, variable } from '../shared/settings/variables.ts';
import { createCspReport } from './csp-report.ts';
import { createDynamoReports } from './dynamo-reports.ts';

const now = () => new Date();
const client = DynamoDBDocumentClient.from(new DynamoDBClient(interactiveRetry));

/** Entry point of the function that takes browsers' reports. */
export const handler = createCspReport({
  shop: {
    origin: new URL(variable(process.env, 'SHOP_URL')).origin,
    patterns: jsonVariable(process.env, 'PATHS', z.array(z.string())),
    paymentPatterns: jsonVariable(process.env, 'PAYMENT_PATHS', z.array(z.string())),
  },
  store: createDynamoReports(client, { table: variable(process.env, 'CSP_REPORTS_TABLE') }),
  log: functionLog(process.env, now),
  now,
});
