import { expect, test } from '@jest/globals';
import { askedHistory, endOfAnswers } from './snapshots.ts';

const histories = 300;

test.each(['mollie', 'mercadopago'])(
  '%s: whatever was asked, answered and applied in which order, the order is what it was after the last change',
  (gateway) => {
    for (let number = 0; number < histories; number += 1) {
      const { answers, last, random } = askedHistory(gateway, 'npm test', number);
      const applied = random.shuffle([...answers, last, ...answers.filter(() => random.chance(0.3))]);
      expect({ number, applied, end: endOfAnswers(gateway, applied) }).toEqual({
        number,
        applied,
        end: endOfAnswers(gateway, [last]),
      });
    }
  },
);

test('a dispute that ended stays ended, if what was asked before is applied after what was asked later', () => {
  const open = { askedAt: 1_000_000, state: { since: 900_000, refunded: 0, isDisputed: true } };
  const ended = { askedAt: 1_000_500, state: { since: 1_000_200, refunded: 0, isDisputed: false } };
  for (const gateway of ['mollie', 'mercadopago']) {
    expect(endOfAnswers(gateway, [ended, open])).toEqual(endOfAnswers(gateway, [open, ended]));
    expect(endOfAnswers(gateway, [ended, open]).state).toBe('paid');
  }
});
