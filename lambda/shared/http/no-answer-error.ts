/** What became of a request to which no answer came that could be used. */
type NoAnswerReason = 'timeout' | 'network' | 'too large';

/** Thrown where a gateway did not answer: whether it did what it was asked, nobody knows. */
export class NoAnswerError extends Error {
  /** Told to the log, which takes an error's name and code and nothing else. */
  readonly code: NoAnswerReason;

  constructor(code: NoAnswerReason, options?: ErrorOptions) {
    super(`no answer came: ${code}`, options);
    this.name = 'NoAnswerError';
    this.code = code;
  }
}
