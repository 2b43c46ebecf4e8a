/** The part of a terminal that is read from. */
export interface HiddenInput {
  readonly setRawMode: (isRaw: boolean) => unknown;
  readonly on: (event: 'data', listener: (chunk: Buffer) => void) => unknown;
  readonly off: (event: 'data', listener: (chunk: Buffer) => void) => unknown;
  readonly resume: () => unknown;
  readonly pause: () => unknown;
}

/** Asks for one line on a terminal that does not show what is typed or pasted. Returns nothing if the person broke off. */
export function askHidden(
  input: HiddenInput,
  prompts: { readonly write: (text: string) => unknown },
  prompt: string,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    let typed = '';
    const listen = (chunk: Buffer) => {
      typed += chunk.toString('utf8');
      const end = ends.exec(typed);
      if (!end) return;
      input.off('data', listen);
      input.setRawMode(false);
      input.pause();
      prompts.write('\n');
      resolve(end[0] === '\r' || end[0] === '\n' ? withoutErased(typed.slice(0, end.index)) : undefined);
    };
    prompts.write(prompt);
    // Without raw mode the terminal itself would show each key.
    input.setRawMode(true);
    input.on('data', listen);
    input.resume();
  });
}

// A terminal in raw mode delivers the keys that otherwise end the process: control and C, control and D.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the keys.
const ends = /[\r\n\u0003\u0004]/;
const erasing: ReadonlySet<string> = new Set(['\b', '\u007f']);

function withoutErased(typed: string): string {
  const kept: string[] = [];
  for (const key of typed) {
    if (erasing.has(key)) kept.pop();
    else kept.push(key);
  }
  return kept.join('').trim();
}
