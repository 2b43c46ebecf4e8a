import { createHash } from 'node:crypto';
import { judgingSentences } from '../judging-sentences.ts';
import type { Report } from '../report.ts';
import { erasure } from './html/erasure.ts';
import { excused, otherPacks, unconfirmed } from './html/excused.ts';
import { finder } from './html/finder.ts';
import { hashSource, head } from './html/head.ts';
import { html, type Markup } from './html/markup.ts';
import { environments, firstOfAll, stillOpen, subjectOf, verdict, verdictOf } from './html/overview.ts';
import { pciDss } from './html/pci-dss.ts';
import { reachable } from './html/reachable.ts';
import { everyResource } from './html/resources.ts';
import { everyRule } from './html/rules.ts';
import { script } from './html/script.ts';
import { stopping } from './html/stopping.ts';
import { style } from './html/style.ts';
import { notJudged, templates } from './html/templates.ts';
import { formatJson } from './json.ts';

/** The page runs and shows what is written in it, and loads and sends nothing. */
const allowed = [`script-src ${hashSource(script)}`];

/** The report as one page that needs no network and no other file, and that is whole where no script runs. */
export function formatHtml(report: Report): string {
  const subject = subjectOf(report);
  const [profile = '', ...judging] = judgingSentences(report);
  const digest = createHash('sha256').update(formatJson(report)).digest('hex');
  return html`<!doctype html>
<html lang="en">
${head({ title: `${subject}: ${verdictOf(report).sentence}`, style, allowed })}
<body>
<a class="skip" href="#content">Skip to the findings</a>
<header>
<p class="kicker">Palisade policy report, acceptances judged as of ${report.asOf}</p>
<h1>${subject}</h1>
${verdict(report)}
<p class="quiet">${profile}.</p>
</header>
<main id="content">
<div class="overview">
<section><h2>Environments</h2>
${environments(report)}</section>
<section class="aside"><h2>What fails first</h2>
${firstOfAll(report)}
<h2>What this page leaves open</h2>
${stillOpen(report)}</section>
</div>
${contents()}
${finder()}
<h2 id="stopping">What fails or is undecided</h2>
${stopping(report)}
${folded('excused', 'Accepted, declared and declined', html`${excused(report)}${unconfirmed(report)}${otherPacks(report)}`)}
<h2 id="rules">Every rule</h2>
<p>By what it is about; below each rule stands what it looked at, and what it found there.</p>
${everyRule(report)}
<h2>More about these templates</h2>
${folded('reachable', 'Reachable from the internet', reachable(report))}
${folded('erasure', 'Until when an erased person is still somewhere', erasure(report))}
${folded('pci-dss', 'What is filed about PCI DSS', pciDss(report))}
${folded('judging', 'How strictly was judged', html`<ul>${[profile, ...judging].map((sentence) => html`<li>${sentence}.</li>`)}</ul>`)}
${folded('not-judged', 'Types that no rule judges', notJudged(report))}
${folded('templates', 'Templates', templates(report))}
<details class="topic appendix" id="resources"><summary><h3>Every resource</h3></summary>
${everyResource(report)}</details>
</main>
<footer>
<p>This page says what rules saw in templates. What no template can show is not assessed here, and the page
makes no statement about conformity with any standard. SHA-256 of the JSON report: <code>${digest}</code></p>
</footer>
<script>${script}</script>
</body>
</html>
`.text;
}

/** A topic that a reader opens, and that paper shows whole. */
function folded(id: string, title: string, content: Markup): Markup {
  return html`<details class="topic printed" id="${id}"><summary><h3>${title}</h3></summary>
${content}</details>`;
}

function contents(): Markup {
  const topics: readonly (readonly [string, string])[] = [
    ['stopping', 'What fails or is undecided'],
    ['excused', 'Accepted, declared and declined'],
    ['rules', 'Every rule'],
    ['reachable', 'Reachable from the internet'],
    ['erasure', 'Erased people'],
    ['pci-dss', 'PCI DSS'],
    ['templates', 'Templates'],
    ['resources', 'Every resource'],
  ];
  return html`<nav aria-label="Contents"><ul>${topics.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>`;
}
