/** A whole page around some HTML: without script and style, which the content security policy would not run. */
export function pageOf(title: string, content: string): string {
  const head = [
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="robots" content="noindex">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${text(title)}</title>`,
  ];
  return `<!doctype html><html lang="en"><head>${head.join('')}</head><body><main><h1>${text(title)}</h1>${content}</main></body></html>\n`;
}

/** Text inside HTML, also inside a quoted attribute. */
export function text(value: string): string {
  return value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
