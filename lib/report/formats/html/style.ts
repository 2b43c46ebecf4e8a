import { Markup } from './markup.ts';

/**
 * The page's style. Colours keep a contrast of at least 4.5:1 in both schemes (WCAG 2.2, 1.4.3), and a
 * status is always a word too, never a colour alone (1.4.1).
 */
export const style = new Markup(`
:root { color-scheme: light dark; --text: #1b1f24; --quiet: #57606a; --page: #ffffff; --panel: #f6f8fa;
  --line: #d0d7de; --fail: #a40e26; --unknown: #7a4b00; --accepted: #6639ba; --declined: #9a3412; --declared: #0550ae; --pass: #116329;
  --link: #0550ae; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e6edf3; --quiet: #9ea7b3; --page: #0d1117; --panel: #161b22; --line: #30363d; --fail: #ff9492;
    --unknown: #f0b72f; --accepted: #cba6ff; --declined: #ffb088; --declared: #79c0ff; --pass: #6bd382; --link: #79c0ff; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
main, header, footer { max-width: 76rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2rem; }
h1 { font-size: 1.75rem; margin: 0 0 .25rem; line-height: 1.25; }
h2 { font-size: 1.35rem; margin: 2.5rem 0 .5rem; padding-bottom: .25rem; border-bottom: 2px solid var(--line); }
h3 { font-size: 1.05rem; margin: 1.75rem 0 .25rem; }
p { margin: .25rem 0 .75rem; max-width: 70ch; }
a { color: var(--link); }
a:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -100vw; }
.skip:focus { position: static; }
.quiet { color: var(--quiet); }
code { font: .875em/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
nav ul, .sums { display: flex; flex-wrap: wrap; gap: .5rem 1.25rem; list-style: none; padding: 0; margin: 1rem 0; }
.sums div { background: var(--panel); border: 1px solid var(--line); border-radius: .5rem; padding: .5rem 1rem; min-width: 7rem; }
.sums dt { color: var(--quiet); }
.sums dd { margin: 0; font-size: 1.5rem; font-weight: 600; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; min-width: 52rem; margin: .5rem 0 1rem; font-size: .9375rem; }
caption { text-align: left; color: var(--quiet); padding: .25rem 0; }
th, td { text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); overflow-wrap: break-word; }
.fixed code, .fixed td { overflow-wrap: anywhere; }
table.fixed { table-layout: fixed; }
.day { white-space: nowrap; }
.w-status { width: 6.5rem; } .w-place { width: 27%; } .w-path { width: 30%; } .w-seen { width: 22%; }
thead th { color: var(--quiet); font-weight: 600; }
.status { font-weight: 600; white-space: nowrap; }
.fail { color: var(--fail); } .unknown { color: var(--unknown); } .accepted { color: var(--accepted); }
.declared { color: var(--declared); } .declined { color: var(--declined); } .pass { color: var(--pass); } .notApplicable { color: var(--quiet); }
article { border: 1px solid var(--line); border-left: .375rem solid var(--fail); border-radius: .375rem; padding: .75rem 1rem; margin: 1rem 0; }
article.is-unknown { border-left-color: var(--unknown); }
article h3 { margin-top: 0; }
article dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: .5rem 0 0; }
article dt { color: var(--quiet); } article dd { margin: 0; overflow-wrap: anywhere; }
footer { padding-top: 2rem; padding-bottom: 3rem; color: var(--quiet); font-size: .875rem; }
@media (max-width: 40rem) { article dl { grid-template-columns: 1fr; } article dd { margin-bottom: .5rem; } }
@media print {
  :root { color-scheme: light; --text: #000; --quiet: #444; --page: #fff; --panel: #fff; --line: #999; --fail: #a40e26;
    --unknown: #7a4b00; --accepted: #6639ba; --declined: #9a3412; --declared: #0550ae; --pass: #116329; --link: #000; }
  body { font-size: 9.5pt; } main, header, footer { max-width: none; padding: 0; }
  table { min-width: 0; } nav, .skip { display: none; } tr, article { break-inside: avoid; } h2, h3 { break-after: avoid; } thead { display: table-header-group; }
}
`);
