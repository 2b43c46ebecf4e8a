/** Whether a source of a content security policy stands for an origin. Sources are full hosts, `*.` hosts or `https:`. */
export function allowsOrigin(source: string, origin: string): boolean {
  if (source === 'https:') return origin.startsWith('https://');
  if (!source.startsWith('https://*.')) return source === origin;
  return origin.startsWith('https://') && origin.endsWith(source.slice('https://*'.length));
}

/** Whether one of these sources stands for the origin of a URL. None stands for a blob: code that a page made up itself. */
export function isAllowed(url: string, sources: readonly string[]): boolean {
  if (!URL.canParse(url)) return false;
  const { origin, protocol } = new URL(url);
  return protocol !== 'blob:' && sources.some((source) => allowsOrigin(source, origin));
}
