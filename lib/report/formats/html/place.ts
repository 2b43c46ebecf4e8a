import { groupBy } from '../../../group-by.ts';
import type { Finding } from '../../../policy/finding.ts';
import { html, type Markup } from './markup.ts';

/** The resource, and how a person finds it: its construct, the line of code that made it, its template and line. */
export function place({ logicalId, construct, source, template, line }: Finding): Markup {
  const written = line === undefined ? template : `${template}:${line}`;
  const where = [construct, source, written].filter((part) => part !== undefined).join(', ');
  return logicalId === ''
    ? html`<span>${where}</span>`
    : html`<code>${logicalId}</code> <span class="quiet">${where}</span>`;
}

/** Resources in few words: a line for each template, with the logical ids that are meant in it. */
export function byTemplate(resources: readonly Pick<Finding, 'template' | 'logicalId'>[]): Markup {
  return html`${[...groupBy(resources, ({ template }) => template)].map(([template, own]) => {
    const ids = [...new Set(own.map(({ logicalId }) => logicalId))].filter((id) => id !== '');
    return html`${[template, ...(ids.length > 0 ? [ids.join(', ')] : [])].join(': ')}<br>`;
  })}`;
}
