import { groupBy } from '../../../group-by.ts';
import { type Finding, worstFirst } from '../../../policy/finding.ts';
import { count } from '../../count.ts';
import type { Report } from '../../report.ts';
import { html, type Markup } from './markup.ts';
import { statusWord } from './status.ts';

/** Every resource that a rule looked at, with the rules and their verdicts. */
export function everyResource({ findings }: Report): Markup {
  const seen = findings.filter(({ status, logicalId }) => status !== 'notApplicable' && logicalId !== '');
  return html`${[...groupBy(seen, ({ template }) => template)].map(([template, own]) => {
    const resources = [...groupBy(own, ({ logicalId }) => logicalId)];
    return html`<details class="area"><summary><h3>${template}</h3> <span class="quiet">${count(resources.length, 'resource')}</span></summary>
<ul class="seen">${resources.map(resource)}</ul></details>
`;
  })}`;
}

function resource([logicalId, findings]: readonly [string, readonly Finding[]]): Markup {
  const verdicts = worstFirst.flatMap((status) => {
    const ids = [...new Set(findings.filter((finding) => finding.status === status).map(({ rule }) => rule))];
    return ids.length > 0 ? [html`<div>${statusWord(status)} ${ids.join(', ')}</div>`] : [];
  });
  const [first] = findings;
  return html`<li class="entry"><code>${logicalId}</code> ${first?.type ?? ''} <span class="quiet">${first?.construct ?? ''}</span>${verdicts}</li>
`;
}
