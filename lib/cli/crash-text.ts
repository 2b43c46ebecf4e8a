/** What is printed about an error that is ours: its stack, those of its causes, and what to do with them. */
export function crashText(error: unknown): string {
  return `${stacksOf(error).join('\ncaused by: ')}\npalisade: this is a bug in palisade, not a mistake of yours; please report it with the lines above\n`;
}

function stacksOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [String(error)];
  const stack = error.stack ?? String(error);
  return error.cause === undefined ? [stack] : [stack, ...stacksOf(error.cause)];
}
