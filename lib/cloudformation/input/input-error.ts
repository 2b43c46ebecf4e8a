/** A person's mistake in what was given to judge: one sentence with place, finding and remedy. Exit code 2. */
export class InputError extends Error {
  override readonly name = 'InputError';
}
