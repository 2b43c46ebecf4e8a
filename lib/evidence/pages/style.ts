import { Markup } from '../../report/formats/html/markup.ts';
import { style as reportStyle } from '../../report/formats/html/style.ts';
import { diagramStyle } from '../diagrams/diagram-style.ts';

/** The style of the pages of a bundle: that of the report, with tables that fit paper and that a phone scrolls. */
export const style = new Markup(`${reportStyle.text}
.verdict.design { border-left-color: var(--quiet); }
.verdict.design strong { color: var(--text); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .8125rem; margin: .5rem 0; }
th, td { text-align: left; vertical-align: top; border: 1px solid var(--line); padding: .25rem .5rem; overflow-wrap: anywhere; min-width: 4rem; }
th { background: var(--panel); overflow-wrap: normal; }
@media print { .wide { overflow: visible; } table { font-size: 7pt; } th, td { padding: 1pt 3pt; min-width: 0; } tr { break-inside: avoid; } thead { display: table-header-group; } }
${diagramStyle.text}`);
