/** What a command reads and writes; tests pass their own. */
export interface Output {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether standard output shows colours: a terminal, and nobody set NO_COLOR. */
  readonly isColoured: boolean;
  /** Today, `YYYY-MM-DD`. */
  readonly today: string;
  /** This moment; with `today`, the only use of the clock. */
  readonly now: Date;
  /** All of standard input, for commands that take secrets. */
  readonly readInput: () => string;
}

/** 0 nothing stands in the way, 1 a rule is broken or undecided, 2 the command could not run. */
export type ExitCode = 0 | 1 | 2;

/** A mistake in how the command was called; the message says what to type instead. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
