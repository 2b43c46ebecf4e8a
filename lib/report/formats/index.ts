import type { Format } from '../report.ts';
import { formatGithub } from './github.ts';
import { formatHtml } from './html.ts';
import { formatJson } from './json.ts';
import { formatJunit } from './junit.ts';
import { formatMarkdown } from './markdown.ts';
import { formatSarif } from './sarif.ts';
import { formatText } from './text.ts';

const registry = {
  text: formatText,
  json: formatJson,
  html: formatHtml,
  sarif: formatSarif,
  junit: formatJunit,
  github: formatGithub,
  markdown: formatMarkdown,
} as const satisfies Readonly<Record<string, Format>>;

/** What `--format` takes. */
export type FormatName = keyof typeof registry;

/** Every form of a report by its name. A new one is a file of its own and a line above. */
export const formats: Readonly<Record<FormatName, Format>> = registry;
