import { Markup } from '../../report/formats/html/markup.ts';

/**
 * How diagrams look. A colour only repeats what a word on the box says; text keeps the contrast of the page in both schemes. On paper
 * a picture has its full size, on a sheet that takes it.
 */
export const diagramStyle = new Markup(`
figure.drawn { margin: .5rem 0; }
.diagram { max-width: 100%; height: auto; display: block; font-family: Helvetica, Arial, "Liberation Sans", sans-serif; }
.diagram text { fill: var(--text); }
.diagram .zone { fill: none; stroke: var(--quiet); stroke-dasharray: 4 2; stroke-width: .75; }
.diagram .box { fill: var(--panel); stroke: var(--text); stroke-width: .75; }
.diagram .people .box, .diagram .outside .box { fill: var(--page); stroke-width: 1.5; }
.diagram .edge .box, .diagram .network .box { stroke: var(--declared); }
.diagram .function .box { stroke: var(--pass); }
.diagram .store .box { stroke: var(--accepted); }
.diagram .key .box, .diagram .role .box { stroke: var(--unknown); }
.diagram .flow { fill: none; stroke: var(--quiet); stroke-width: .75; }
.diagram .card { fill: none; stroke: var(--fail); stroke-width: 3.5; }
.diagram .core { fill: none; stroke: var(--page); stroke-width: 1.5; }
.diagram .tip { fill: none; stroke: none; }
.diagram .head { fill: var(--quiet); }
.diagram .number { fill: var(--page); stroke: var(--quiet); stroke-width: .5; }
@page turned { size: A4 landscape; }
@page large { size: A3 landscape; }
@media print {
  .diagram { max-width: none; }
  figure.drawn { break-inside: avoid; }
  .turned { page: turned; }
  .large { page: large; }
}
`);
