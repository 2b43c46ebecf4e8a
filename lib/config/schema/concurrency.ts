import { leastQuota } from '../../contract/concurrency.ts';
import { section, whole } from './fields.ts';

/** Reservations for functions; without them all functions of the account in the region draw on one pool. */
export const concurrency = section(
  'Executions of their own for the functions of payments, so that a flood of one function does not starve the others. Without it nothing is reserved.',
  {
    accountLimit: whole(
      'Quota of concurrent executions of Lambda in the account and region, as aws lambda get-account-settings tells. New accounts begin with 10, of which nothing can be reserved.',
      leastQuota,
      1_000_000,
      `the quota of concurrent executions, at least ${leastQuota}, such as 1000, or remove concurrency: Lambda keeps 100 of them unreserved`,
    ),
  },
);
