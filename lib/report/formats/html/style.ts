import { Markup } from './markup.ts';
import { printStyle } from './print-style.ts';

/**
 * The page's style. Colours keep a contrast of at least 4.5:1 in both schemes (WCAG 2.2, 1.4.3), and a
 * status is always a word too, never a colour alone (1.4.1).
 */
export const style = new Markup(`
:root { color-scheme: light dark; --text: #1a2027; --quiet: #55606d; --page: #ffffff; --panel: #f5f7f9;
  --line: #d5dbe1; --fail: #a40e26; --unknown: #7a4b00; --accepted: #6639ba; --declined: #9a3412; --declared: #0b4f9e; --pass: #0f6132;
  --link: #0b4f9e; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e6ebf0; --quiet: #a0aab6; --page: #10151b; --panel: #181f27; --line: #323c47; --fail: #ff9492;
    --unknown: #f0b72f; --accepted: #cba6ff; --declined: #ffb088; --declared: #86c3ff; --pass: #6bd382; --link: #86c3ff; }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; background: var(--page); color: var(--text);
  font: .9375rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; overflow-wrap: anywhere; }
main, header, footer { max-width: 78rem; margin: 0 auto; padding: 0 1.5rem; }
header { padding-top: 1.25rem; }
h1 { font-size: 2rem; margin: 0; line-height: 1.2; letter-spacing: -.01em; }
h2 { font-size: 1.125rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1rem 0 .25rem; }
h4 { font-size: .9375rem; margin: .75rem 0 .25rem; font-weight: 600; }
p { margin: .25rem 0 .5rem; max-width: 80ch; }
ul, ol { margin: .25rem 0; padding-left: 1.25rem; }
a { color: var(--link); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 2px; }
.skip { position: absolute; left: -100vw; }
.skip:focus { position: static; }
.quiet, .kicker { color: var(--quiet); }
.kicker { margin: 0; font-size: .875rem; }
code { font: .875em/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
.verdict { border-left: .375rem solid var(--pass); background: var(--panel); padding: .625rem 1rem; margin: .75rem 0; max-width: none;
  display: flex; flex-wrap: wrap; gap: 0 1rem; align-items: baseline; border-radius: .25rem; }
.verdict strong { font-size: 1.25rem; color: var(--pass); }
.verdict.stops { border-left-color: var(--fail); }
.verdict.stops strong { color: var(--fail); }
.sums { display: grid; grid-template-columns: repeat(auto-fit, minmax(7.5rem, 1fr)); gap: .5rem; margin: .75rem 0; }
.sums div { border: 1px solid var(--line); border-radius: .375rem; padding: .375rem .75rem; display: flex; flex-direction: column-reverse; }
.sums dt { font-size: .8125rem; color: var(--quiet); }
.sums dd { margin: 0; font-size: 1.5rem; line-height: 1.25; font-weight: 600; font-variant-numeric: tabular-nums; }
.sums .none dd { color: var(--quiet); font-weight: 400; }
.overview { display: grid; grid-template-columns: minmax(0, 2fr) minmax(0, 1fr); gap: 0 2rem; }
.overview h2 { margin-top: .75rem; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(19rem, 100%), 1fr)); gap: .75rem; }
.card { border: 1px solid var(--line); border-radius: .375rem; padding: .5rem 1rem .75rem; }
.card h3 { margin: 0 0 .25rem; font-size: 1.125rem; }
.card h3 span { font-size: .875rem; font-weight: 400; }
.card dl { margin: 0; font-size: .875rem; }
.card dt { color: var(--quiet); font-size: .8125rem; }
.card dd { margin: 0 0 .25rem; line-height: 1.4; }
.first { padding-left: 1.25rem; }
.first li { margin-bottom: .25rem; }
.first a { font-weight: 600; }
.aside { font-size: .875rem; line-height: 1.4; }
nav { margin-top: .75rem; font-size: .875rem; }
nav ul { display: flex; flex-wrap: wrap; gap: .125rem 1rem; list-style: none; padding: 0; }
nav a, .aside li a, .first a { display: inline-block; min-height: 1.5rem; vertical-align: top; }
.finder { display: flex; flex-wrap: wrap; gap: .75rem 1.5rem; align-items: end; border: 1px solid var(--line); border-radius: .375rem;
  background: var(--panel); padding: .75rem 1rem; margin: .75rem 0 0; }
#finder:not([hidden]) { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; flex: 1 1 30rem; }
.finder label { display: flex; flex-direction: column; font-size: .8125rem; color: var(--quiet); }
.finder label:has([type=search]) { flex: 1 1 14rem; }
.finder .paper { flex-direction: row; gap: .5rem; align-items: center; min-height: 2.25rem; }
.paper input { width: 1.5rem; height: 1.5rem; margin: 0; }
.finder [type=search], select, button { font: inherit; color: var(--text); background: var(--page); border: 1px solid var(--quiet); border-radius: .25rem;
  padding: .25rem .5rem; min-height: 2.25rem; width: 100%; }
::placeholder { color: var(--quiet); opacity: 1; }
button { width: auto; cursor: pointer; }
output { color: var(--quiet); align-self: center; }
[hidden] { display: none !important; }
.more { display: none; }
details { border-top: 1px solid var(--line); }
details:last-of-type { border-bottom: 1px solid var(--line); }
details details { margin-left: 1rem; }
summary { padding: .4375rem 0; cursor: pointer; }
summary:hover { background: var(--panel); }
summary h3 { display: inline; margin: 0; }
details[open] > summary { border-bottom: 1px dotted var(--line); margin-bottom: .25rem; }
.objection { border: 1px solid var(--line); border-left: .375rem solid var(--fail); border-radius: .375rem; padding: 0 1rem; margin: .5rem 0; }
.objection[data-status=unknown] { border-left-color: var(--unknown); }
.title { font-weight: 500; }
.status { font-weight: 600; font-size: .875em; }
.fail { color: var(--fail); } .unknown { color: var(--unknown); } .accepted { color: var(--accepted); }
.declared { color: var(--declared); } .declined, .baselined { color: var(--declined); } .pass { color: var(--pass); } .notApplicable { color: var(--quiet); }
.sums .pass dt, .sums .fail dt, .sums .unknown dt, .sums .accepted dt, .sums .declared dt, .sums .declined dt, .sums .baselined dt { color: inherit; }
.seen, .plain, .places { list-style: none; padding: 0; }
.seen > li, .plain > li { padding: .3125rem 0; border-bottom: 1px solid var(--line); }
.seen > li:last-child, .plain > li:last-child { border-bottom: 0; }
.seen, .places { font-size: .875rem; }
.pairs { display: grid; grid-template-columns: minmax(6rem, 10rem) minmax(0, 1fr); gap: .125rem 1rem; margin: .25rem 0; }
.pairs dt { color: var(--quiet); } .pairs dd { margin: 0; }
.columns { columns: 20rem; }
.day { white-space: nowrap; }
footer { padding-top: 2rem; padding-bottom: 3rem; color: var(--quiet); font-size: .8125rem; }
@media (max-width: 60rem) { .overview { grid-template-columns: minmax(0, 1fr); } }
@media (max-width: 40rem) {
  main, header, footer { padding: 0 1rem; }
  header { padding-top: 1rem; }
  .sums { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .pairs { grid-template-columns: minmax(0, 1fr); }
  details details { margin-left: .25rem; }
  #finder:not([hidden]) { flex-basis: 100%; }
}
${printStyle}`);
