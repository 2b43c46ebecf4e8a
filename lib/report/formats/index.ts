import type { Format } from '../report.ts';
import { formatGithub } from './github.ts';
import { formatJson } from './json.ts';
import { formatJunit } from './junit.ts';
import { formatMarkdown } from './markdown.ts';
import { formatSarif } from './sarif.ts';
import { formatText } from './text.ts';

const registry = {
  text: formatText,
  json: formatJson,
  html: (report) => {
    // The page brings the catalogue of controls and what PCI DSS asks, which no other form needs.
    const { formatHtml }: typeof import('./html.ts') = require('./html.ts');
    return formatHtml(report);
  },
  sarif: formatSarif,
  junit: formatJunit,
  github: formatGithub,
  markdown: formatMarkdown,
} as const satisfies Readonly<Record<string, Format>>;

/** What `--format` takes. */
export type FormatName = keyof typeof registry;

/** Every form of a report by its name. A new one is a file of its own and a line above. */
export const formats: Readonly<Record<FormatName, Format>> = registry;
