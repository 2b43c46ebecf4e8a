/** How often it is looked whether the parent is still there, in milliseconds. */
const parentInterval = 500;

/**
 * Settles when somebody wants this process to end: by Ctrl-C, by a signal, by closing its terminal, or by ending the process that has
 * started it. From the call on, signals end the process no longer by themselves, however often they come.
 */
export function interrupted(): Promise<void> {
  const parent = process.ppid;
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
    const timer = setInterval(() => {
      if (process.ppid !== parent) resolve();
    }, parentInterval);
    timer.unref();
  });
}
