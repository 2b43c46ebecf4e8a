import { EventEmitter } from 'node:events';
import { expect, test } from '@jest/globals';
import { askHidden, type HiddenInput } from '../../lib/cli/ask-hidden.ts';

/** A terminal, and what happened to it. */
function terminal() {
  const keys = new EventEmitter();
  const events: string[] = [];
  const input: HiddenInput = {
    setRawMode: (isRaw) => events.push(isRaw ? 'hides' : 'shows'),
    on: (event, listener) => keys.on(event, listener),
    off: (event, listener) => keys.off(event, listener),
    resume: () => events.push('reads'),
    pause: () => events.push('rests'),
  };
  return {
    ask: () => askHidden(input, { write: (text) => events.push(text) }, 'key: '),
    type: (text: string) => keys.emit('data', Buffer.from(text)),
    isHeard: () => keys.listenerCount('data') > 0,
    events,
  };
}

test.each<[string, readonly string[], string | undefined]>([
  ['a line', ['secret\r'], 'secret'],
  ['a line in pieces', ['sec', 'ret', '\n'], 'secret'],
  ['a line with spaces around it', ['  secret \r'], 'secret'],
  ['keys that were taken back', ['sex\u007fcret\b\bet\r'], 'secret'],
  ['more taken back than there was', ['\u007f\u007fa\r'], 'a'],
  ['an empty line', ['\r'], ''],
  ['control and C', ['sec\u0003'], undefined],
  ['control and D', ['\u0004'], undefined],
])('reads %s', async (_, chunks, expected) => {
  const { ask, type, isHeard, events } = terminal();
  const answer = ask();
  for (const chunk of chunks) type(chunk);
  expect(await answer).toBe(expected);
  expect(events).toEqual(['key: ', 'hides', 'reads', 'shows', 'rests', '\n']);
  expect(isHeard()).toBe(false);
});
