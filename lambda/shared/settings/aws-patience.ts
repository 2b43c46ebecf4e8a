// By default a client of the SDK waits for an answer without end, while the function's own time runs out.

/** For functions that somebody waits for: the most impatient gateway calls again after five seconds. */
export const prompt = patience({ maxAttempts: 2, milliseconds: 1500 });

/** For functions that nobody waits for: what calls them calls again. */
export const patient = patience({ maxAttempts: 3, milliseconds: 5000 });

interface Patience {
  readonly maxAttempts: number;
  readonly milliseconds: number;
}

function patience({ maxAttempts, milliseconds }: Patience) {
  // Without the last member, the SDK would write a line to the log and go on waiting.
  const requestHandler = {
    connectionTimeout: 500,
    requestTimeout: milliseconds,
    throwOnRequestTimeout: true,
  };
  return { maxAttempts, requestHandler };
}
