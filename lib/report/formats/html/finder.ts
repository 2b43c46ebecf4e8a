import { html, type Markup } from './markup.ts';
import { choices } from './status.ts';

/** Searching and filtering, which the script shows because they do nothing without it, and what paper shows, which needs none. */
export function finder(): Markup {
  return html`<div class="finder">
<search id="finder" hidden>
<label>Search <input type="search" id="query" autocomplete="off" placeholder="rule, resource, property, word"></label>
<label>Verdict <select id="status">${options('every verdict', choices.status)}</select></label>
<label>Severity <select id="severity">${options('every severity', choices.severity)}</select></label>
<button type="button" id="unfold">Unfold all</button>
<output id="found" for="query status severity"></output>
</search>
<label class="paper"><input type="checkbox" id="whole"> Print all observations too (many pages)</label>
</div>`;
}

function options(all: string, values: readonly (readonly [string, string])[]): Markup {
  return html`<option value="">${all}</option>${values.map(([value, word]) => html`<option value="${value}">${word}</option>`)}`;
}
