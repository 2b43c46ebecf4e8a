import { createHash } from 'node:crypto';
import { judgingSentences } from '../judging-sentences.ts';
import type { Report } from '../report.ts';
import { erasure } from './html/erasure.ts';
import { html } from './html/markup.ts';
import { reachable } from './html/reachable.ts';
import {
  blocking,
  byControl,
  byResource,
  excused,
  judged,
  notJudged,
  otherPacks,
  pciDss,
  sums,
  templates,
  unconfirmed,
} from './html/sections.ts';
import { style } from './html/style.ts';
import { formatJson } from './json.ts';

/** The report as one page that needs no script, no network and no other file. */
export function formatHtml(report: Report): string {
  const stopping = report.summary.fail + report.summary.unknown;
  const verdict =
    stopping === 0
      ? 'No rule failed and none was left undecided.'
      : `${report.summary.fail} findings failed and ${report.summary.unknown} could not be decided.`;
  const digest = createHash('sha256').update(formatJson(report)).digest('hex');
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Policy report: ${verdict}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the findings</a>
<header>
<h1>Policy report</h1>
${judged(report)}
<p>${verdict} Acceptances are judged as of ${report.asOf}.</p>
${sums(report)}
<ul class="quiet">${judgingSentences(report).map((sentence) => html`<li>${sentence}</li>`)}</ul>
<nav aria-label="Contents"><ul>
<li><a href="#blocking">Blocking findings</a></li>
<li><a href="#excused">Accepted, declared and declined</a></li>
<li><a href="#reachable">Reachable from the internet</a></li>
<li><a href="#controls">By control</a></li>
<li><a href="#resources">By resource</a></li>
<li><a href="#not-judged">Types that no rule judges</a></li>
<li><a href="#templates">Templates</a></li>
<li><a href="#erasure">Until when an erased person is still somewhere</a></li>
<li><a href="#pci-dss">What is filed about PCI DSS</a></li>
</ul></nav>
</header>
<main id="content">
<h2 id="blocking">Blocking findings</h2>
${blocking(report)}
<h2 id="excused">Accepted, declared and declined</h2>
${excused(report)}
${unconfirmed(report)}
${otherPacks(report)}
<h2 id="reachable">Reachable from the internet</h2>
<p>Computed from the templates of all stacks that were given: addresses, sources of security groups, routes and policies.</p>
${reachable(report)}
<h2 id="controls">By control</h2>
<p>Every rule, with each resource and property that it looked at and what stood there.</p>
${byControl(report)}
<h2 id="resources">By resource</h2>
${byResource(report)}
<h2 id="not-judged">Types that no rule judges</h2>
${notJudged(report)}
<h2 id="templates">Templates</h2>
${templates(report)}
<h2 id="erasure">Until when an erased person is still somewhere</h2>
${erasure(report)}
<h2 id="pci-dss">What is filed about PCI DSS</h2>
${pciDss(report)}
</main>
<footer>
<p>This page says what rules saw in templates. What no template can show is not assessed here, and the page
makes no statement about conformity with any standard. SHA-256 of the JSON report: <code>${digest}</code></p>
</footer>
</body>
</html>
`.text;
}
