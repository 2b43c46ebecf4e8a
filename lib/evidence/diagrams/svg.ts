import { html, type Markup } from '../../report/formats/html/markup.ts';
import type { Placed, PlacedFlow, PlacedNode, PlacedZone } from './layout.ts';
import type { Box } from './ports.ts';
import { sizes, widthOf } from './text-width.ts';

/** A diagram as a picture in its full size, whose text alternative stands beside it. `id` is unique on the page. */
export function pictureOf(placed: Placed, id: string): Markup {
  const { diagram, width, height, nodes, zones, flows } = placed;
  return html`<svg class="diagram" role="img" aria-labelledby="${id}-name" xmlns="http://www.w3.org/2000/svg" width="${width}pt" height="${height}pt" viewBox="0 0 ${width} ${height}">
<title id="${id}-name">${diagram.title}, told in the lists below</title>
<defs><marker id="${id}-arrow" viewBox="0 0 6 6" refX="6" refY="3" markerWidth="6" markerHeight="6" markerUnits="userSpaceOnUse" orient="auto"><path class="head" d="M0 0 6 3 0 6z"/></marker></defs>
${zones.map(zoneMark)}${flows.map((flow) => flowMark(flow, id))}${nodes.map(nodeMark)}${flows.map(numberMark)}</svg>`;
}

function zoneMark({ zone, name, ...box }: PlacedZone): Markup {
  return html`<g><title>${zone.name}</title>${rectangle(box, 'zone', 3)}${textMark(name, { x: box.x + 5, y: box.y + 8, size: sizes.small, anchor: 'start' })}</g>
`;
}

function nodeMark({ node, name, word, ...box }: PlacedNode): Markup {
  const x = box.x + box.width / 2;
  const title = [node.word, node.name, node.detail].filter(Boolean).join(', ');
  return html`<g class="node ${node.kind}"><title>${title}</title>${rectangle(box, 'box', node.kind === 'store' ? 8 : 2)}${textMark(
    word,
    { x, y: box.y + 10, size: sizes.small, anchor: 'middle' },
  )}${textMark(name, { x, y: box.y + 20, size: sizes.name, anchor: 'middle' })}</g>
`;
}

function rectangle({ x, y, width, height }: Box, kind: string, radius: number): Markup {
  return html`<rect class="${kind}" x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}"/>`;
}

interface TextPlace {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly anchor: 'start' | 'middle';
}

/** Text of exactly the width that was measured, whichever font the reader has. */
function textMark(text: string, { x, y, size, anchor }: TextPlace): Markup {
  if (text === '') return html``;
  const length = Math.round(widthOf(text, size) * 10) / 10;
  return html`<text x="${Math.round(x * 10) / 10}" y="${Math.round(y * 10) / 10}" font-size="${size}" text-anchor="${anchor}" textLength="${length}" lengthAdjust="spacingAndGlyphs">${text}</text>`;
}

/** Card numbers go along a double line, everything else along a thin one. */
function flowMark({ flow, points }: PlacedFlow, id: string): Markup {
  const [start, ...others] = points;
  if (!start) return html``;
  const line = `M${start.x} ${start.y} ${others.map(({ x, y }) => `L${x} ${y}`).join(' ')}`;
  const card = flow.hasCards
    ? html`<path class="card" d="${line}"/><path class="core" d="${line}"/>`
    : html``;
  return html`${card}<path class="${flow.hasCards ? 'tip' : 'flow'}" d="${line}" marker-end="url(#${id}-arrow)"/>
`;
}

function numberMark({ number, label }: PlacedFlow): Markup {
  return html`${rectangle(label, 'number', 5)}${textMark(String(number), {
    x: label.x + label.width / 2,
    y: label.y + 8,
    size: sizes.small,
    anchor: 'middle',
  })}
`;
}
