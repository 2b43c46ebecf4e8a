/**
 * How the page is printed: each rule and verdict in a line, and of what lies below them only what a reader has unfolded. All
 * observations follow on request, which needs no script.
 */
export const printStyle = `@media print {
  @page { size: A4; margin: 14mm 13mm; }
  :root { color-scheme: light; --text: #000000; --quiet: #444444; --page: #ffffff; --panel: #ffffff; --line: #bbbbbb; --fail: #a40e26;
    --unknown: #7a4b00; --accepted: #6639ba; --declined: #9a3412; --declared: #0b4f9e; --pass: #0f6132; --link: #000000; }
  body { font-size: 8.25pt; line-height: 1.35; }
  main, header, footer { max-width: none; padding: 0; }
  .kicker { font-size: 8.25pt; } .verdict { padding: 4pt 8pt; margin: 6pt 0; } .verdict strong { font-size: 12pt; }
  h1 { font-size: 18pt; } h2 { font-size: 11pt; margin: 10pt 0 3pt; } h3 { font-size: 9pt; margin: 5pt 0 2pt; } h4 { font-size: 8.25pt; }
  p, ul, ol { max-width: none; margin: 1pt 0 2pt; }
  nav a, .aside li a, .first a { text-decoration: none; min-height: 0; }
  nav, .skip, .finder { display: none; }
  .sums { grid-template-columns: repeat(8, 1fr); gap: 4pt; } .sums div { padding: 2pt 5pt; } .sums dd { font-size: 13pt; } .sums dt { font-size: 7.5pt; }
  .overview { grid-template-columns: minmax(0, 2fr) minmax(0, 1fr); gap: 0 12pt; }
  .cards { grid-template-columns: repeat(auto-fit, minmax(150pt, 1fr)); }
  .card { padding: 4pt 7pt; } .card h3 { font-size: 10pt; } .card h3 span { font-size: 8.25pt; } .card dl, .card dt, .aside, .seen, .places, .quiet { font-size: 7.5pt; }
  details, details details { margin-left: 0; border-color: var(--line); }
  summary { padding: 1.5pt 0; list-style: none; }
  details[open] > summary { border-bottom: 0; margin-bottom: 0; }
  .topic > summary, .area > summary { margin-top: 4pt; }
  .seen > li, .plain > li { padding: 1pt 0; } .objection .seen > li { break-inside: auto; }
  .objection { padding: 0 6pt; margin: 3pt 0; }
  .printed::details-content, .objection::details-content { content-visibility: visible; display: block; height: auto; }
  .appendix { display: none; } .more { display: block; } body:has(#whole:checked) .more { display: none; }
  body:has(#whole:checked) .appendix { display: block; }
  body:has(#whole:checked) details::details-content { content-visibility: visible; display: block; height: auto; }
  li, .card, summary { break-inside: avoid; } h2, h3, summary { break-after: avoid; } .rule > summary { break-after: auto; }
  footer { padding: 8pt 0 0; font-size: 7.5pt; }
}
`;
