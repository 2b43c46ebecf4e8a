/** A person's mistake in what was given to judge: one sentence with place, finding and remedy. Exit code 2. */
export class InputError extends Error {
  override readonly name = 'InputError';
  /** The line of the file that is wrong, from 1; nothing where that is known of no line. */
  readonly line: number | undefined;

  constructor(
    message: string,
    { line, ...options }: ErrorOptions & { readonly line?: number | undefined } = {},
  ) {
    super(message, options);
    this.line = line;
  }
}
