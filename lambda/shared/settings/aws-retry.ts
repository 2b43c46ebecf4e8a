// By default a client of the SDK waits for an answer without end, while the function's own time runs out.

/** For functions whose caller waits: the gateway that gives up first calls again after five seconds. */
export const interactiveRetry = retryWithin({ maxAttempts: 2, milliseconds: 1500 });

/** For functions whose caller is a queue or a schedule, which calls them again after a failure. */
export const backgroundRetry = retryWithin({ maxAttempts: 3, milliseconds: 5000 });

interface RetryLimits {
  readonly maxAttempts: number;
  readonly milliseconds: number;
}

function retryWithin({ maxAttempts, milliseconds }: RetryLimits) {
  // Without the last member, the SDK would write a line to the log and go on waiting.
  const requestHandler = {
    connectionTimeout: 500,
    requestTimeout: milliseconds,
    throwOnRequestTimeout: true,
  };
  return { maxAttempts, requestHandler };
}
