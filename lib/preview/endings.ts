/** What was opened, so that it ends in the opposite order: nothing ends while something stands on it. */
export interface Endings {
  /** Adds what ends a part that has just been opened. */
  readonly add: (end: () => Promise<unknown> | unknown) => void;
  /** Ends all parts, once, and each of them whatever becomes of the others. Throws the first error of them. */
  readonly end: () => Promise<void>;
}

export function createEndings(): Endings {
  const ends: (() => Promise<unknown> | unknown)[] = [];
  let ending: Promise<void> | undefined;
  return {
    add: (end) => {
      ends.push(end);
    },
    end: () => {
      ending ??= endAll(ends);
      return ending;
    },
  };
}

async function endAll(ends: (() => Promise<unknown> | unknown)[]): Promise<void> {
  const errors: unknown[] = [];
  for (const end of ends.reverse()) {
    try {
      await end();
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
}
