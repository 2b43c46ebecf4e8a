import { describe, expect, test } from '@jest/globals';
import {
  completionOf,
  failedLives,
  leftBy,
  type StackEvent,
  type StackLife,
} from '../../../lib/cli/stack/stack-life.ts';

/** The life of a stack from lines of logical id, status and, where it has one, physical id. */
function life(...lines: readonly string[]): StackLife {
  const events = lines.map((line): StackEvent => {
    const [logicalId = '', status = '', physicalId = logicalId === 'stack' ? 'arn' : ''] = line.split(' ');
    return { logicalId, status, physicalId, type: 'AWS::SQS::Queue' };
  });
  return { id: 'arn', name: 'boutique-prod-data', status: 'ROLLBACK_COMPLETE', events };
}

const failed = ['stack CREATE_IN_PROGRESS', 'Queue CREATE_FAILED', 'stack ROLLBACK_IN_PROGRESS'];

describe('the first deployment of a stack', () => {
  test.each([
    ['never', [...failed, 'stack ROLLBACK_COMPLETE']],
    ['never', [...failed, 'stack ROLLBACK_FAILED', 'stack DELETE_IN_PROGRESS', 'stack DELETE_COMPLETE']],
    ['never', ['stack REVIEW_IN_PROGRESS']],
    ['once', ['stack CREATE_IN_PROGRESS', 'stack CREATE_COMPLETE', 'stack DELETE_FAILED']],
    ['once', ['stack UPDATE_ROLLBACK_COMPLETE', 'stack DELETE_FAILED']],
    ['once', ['stack REVIEW_IN_PROGRESS', 'stack IMPORT_COMPLETE']],
    ['once', ['stack CREATE_IN_PROGRESS', 'Table IMPORT_COMPLETE orders', 'stack ROLLBACK_COMPLETE']],
    ['unknown', ['stack DELETE_FAILED']],
    ['unknown', []],
  ])('has succeeded %s after %j', (completion, lines) => {
    expect(completionOf(life(...lines))).toBe(completion);
  });
});

describe('what a stack has left', () => {
  const idsOf = (...lines: readonly string[]) => leftBy(life(...lines)).map(({ physicalId }) => physicalId);

  test('is what it made and nobody deleted, the newest first', () => {
    expect(
      idsOf(
        'Key CREATE_IN_PROGRESS',
        'Key CREATE_COMPLETE key',
        'Table CREATE_COMPLETE table',
        'Queue CREATE_COMPLETE queue',
        'Queue DELETE_COMPLETE queue',
        'Table DELETE_FAILED table',
        'Key DELETE_SKIPPED key',
        'stack CREATE_COMPLETE',
      ),
    ).toEqual(['table', 'key']);
  });

  test('is nothing whose creation failed: the name may be somebody else’s', () => {
    expect(idsOf('Table CREATE_IN_PROGRESS orders', 'Table CREATE_FAILED orders')).toEqual([]);
  });
});

test('the lives that failed end at the first that succeeded, or of which too little is known', () => {
  const [never, once, unknown] = [
    life(...failed),
    life('stack CREATE_IN_PROGRESS', 'stack CREATE_COMPLETE'),
    life(),
  ];
  expect(failedLives([never, never, once, never])).toEqual([never, never]);
  expect(failedLives([never, unknown, never])).toEqual([never]);
  expect(failedLives([once, never])).toEqual([]);
  expect(failedLives([never])).toEqual([never]);
});
