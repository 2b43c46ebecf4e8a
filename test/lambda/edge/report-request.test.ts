import { expect, test } from '@jest/globals';
import { codeOf } from '../../../lib/constructs/edge/edge-functions.ts';
import { runEdgeFunction } from '../../support/edge/engine.ts';

test.each(['POST', 'GET', 'OPTIONS'])(
  'a report by %s is answered without a body and goes no further',
  (method) => {
    const { answer, logged } = runEdgeFunction(codeOf('report-request'), {
      method,
      target: '/csp-report?secret=4111111111111111',
      headers: { 'content-type': 'application/csp-report' },
    });
    expect(answer).toEqual({ statusCode: 204, statusDescription: 'No Content' });
    expect(logged).toEqual([]);
  },
);
