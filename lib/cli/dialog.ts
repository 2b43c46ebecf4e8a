/** Questions to a person at a terminal, one line each. */
export interface Dialog {
  /** Returns what was typed without blanks around it; nothing if the person broke off. */
  readonly ask: (question: string) => Promise<string | undefined>;
  readonly close: () => void;
}

/** Opens a dialog on a terminal. Lines that were typed or pasted ahead answer the questions that follow. */
export function openDialog(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Dialog {
  // Loaded here, since few commands ask anybody anything.
  const { createInterface }: typeof import('node:readline') = require('node:readline');
  const lines = createInterface({ input, output });
  const ahead: string[] = [];
  let waiting: ((line: string | undefined) => void) | undefined;
  let isOver = false;
  const answer = (line: string | undefined) => {
    const settle = waiting;
    waiting = undefined;
    settle?.(line?.trim());
  };
  lines.on('line', (line) => (waiting ? answer(line) : ahead.push(line)));
  lines.on('close', () => {
    isOver = true;
    answer(undefined);
  });
  return {
    ask: (question) => {
      output.write(question);
      const [next] = ahead.splice(0, 1);
      if (next !== undefined) return Promise.resolve(next.trim());
      if (isOver) return Promise.resolve(undefined);
      return new Promise((resolve) => {
        waiting = resolve;
      });
    },
    close: () => lines.close(),
  };
}
