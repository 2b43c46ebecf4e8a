import { posix } from 'node:path';
import { summarizeRoute } from '../../../compliance/saq.ts';
import { groupBy } from '../../../group-by.ts';
import { isBlocking, stoppingFindings, worstFirst } from '../../../policy/finding.ts';
import { count } from '../../count.ts';
import type { JudgedStorefront } from '../../judged-storefront.ts';
import { countResources, type Report } from '../../report.ts';
import { countByStatus } from '../../status-counts.ts';
import { html, type Markup } from './markup.ts';
import { countWords, statusWords } from './status.ts';
import { stoppingGroups } from './stopping.ts';

/** How many of what stops a deployment the first screen names. */
const namedFirst = 5;

/** What was judged: the shops, or the templates where these belong to none. */
export function subjectOf({ storefronts, templates }: Report): string {
  const shops = [...new Set(storefronts.map(({ shop }) => shop))];
  if (shops.length > 0) return shops.join(', ');
  return count(templates.length, templates.every(({ stack }) => stack) ? 'stack' : 'template');
}

/** Whether a deployment stops, in one sentence. */
export function verdictOf({ findings, rules }: Report): {
  readonly stops: boolean;
  readonly sentence: string;
} {
  const { length } = stoppingFindings(findings, rules);
  if (length === 0) return { stops: false, sentence: 'Nothing stops a deployment.' };
  return {
    stops: true,
    sentence: `${count(length, 'finding')} ${length === 1 ? 'stops' : 'stop'} a deployment.`,
  };
}

/** The verdict with what it rests on, and how many findings there are of each status. */
export function verdict(report: Report): Markup {
  const { stops, sentence } = verdictOf(report);
  const { summary, rules, templates } = report;
  const judged = [
    count(templates.length, 'template'),
    count(countResources(report), 'resource'),
    count(rules.length, 'rule'),
  ].join(', ');
  return html`<p class="verdict ${stops ? 'stops' : 'passes'}"><strong>${sentence}</strong> <span>${judged}</span></p>
<dl class="sums">${worstFirst.map(
    (status) =>
      html`<div class="${summary[status] > 0 ? status : 'none'}"><dt>${statusWords[status]}</dt><dd>${summary[status]}</dd></div>`,
  )}</dl>`;
}

/** Each environment on a card of its own. */
export function environments(report: Report): Markup {
  const { storefronts } = report;
  if (storefronts.length === 0) return html`<p>No template says that it belongs to a shop.</p>`;
  return html`<div class="cards">${storefronts.map(card)}</div>${otherTemplates(report)}`;
}

/** What was judged beside the shops, so that nobody takes its findings for theirs. */
function otherTemplates({ storefronts, templates, findings }: Report): Markup {
  const own = new Set(storefronts.flatMap((storefront) => storefront.templates));
  const others = templates.filter(({ name }) => !own.has(name));
  if (others.length === 0) return html``;
  const summary = countByStatus(findings.filter(({ template }) => !own.has(template)));
  return html`<p>${count(others.length, 'other template')} of no shop: ${countWords(summary)}</p>`;
}

/** The folders that the templates of a shop lie in. */
function foldersOf({ templates }: JudgedStorefront): string {
  return [...new Set(templates.map((name) => posix.dirname(name)))].join(', ');
}

function card(storefront: JudgedStorefront): Markup {
  const { environment, purpose, domain, account, gateways, pciDss, summary } = storefront;
  const paid = gateways.map(({ name, integration, mode }) => `${name} by ${integration} (${mode})`);
  return html`<section class="card"><h3>${environment} <span class="quiet">${purpose}</span></h3>
<dl>
<dt>Address</dt><dd>${domain}, AWS account ${account}</dd>
<dt>Stacks</dt><dd>${stacksOf(storefront)}${foldersOf(storefront) === '.' ? '' : html`, in ${foldersOf(storefront)}`}</dd>
<dt>PCI DSS</dt><dd>${summarizeRoute(pciDss).replace(/^PCI DSS:? /, '')}</dd>
<dt>Payments</dt><dd>${paid.join(', ')}</dd>
<dt>Scripts where shoppers pay</dt><dd>${scriptsOf(storefront)}</dd>
<dt>Findings</dt><dd>${countWords(summary)}</dd>
</dl></section>
`;
}

function stacksOf({ stacks, missingStacks }: JudgedStorefront): Markup {
  if (missingStacks.length === 0) return html`all ${stacks.length}: ${stacks.join(', ')}`;
  const all = stacks.length + missingStacks.length;
  return html`${stacks.length} of ${all}: ${stacks.join(', ')}; <strong>not given: ${missingStacks.join(', ')}</strong>`;
}

function scriptsOf({ shop, paymentPages: { patterns, scripts, unknown } }: JudgedStorefront): Markup {
  if (unknown !== undefined) return html`<strong>unknown: ${unknown}</strong>`;
  const owners = groupBy(scripts, ({ authorisedBy }) => authorisedBy);
  const others = [...owners].map(
    ([owner, own]) => `${owner} owns ${own.map(({ source }) => source).join(', ')}`,
  );
  const where = patterns.length === 0 ? 'no page' : patterns.join(', ');
  return html`${where}: ${[`${shop} owns the shop’s own`, ...(others.length > 0 ? others : ['no others'])].join('; ')}`;
}

/** What a person has to do first: what stops a deployment, the worst of it before the rest. */
export function firstOfAll(report: Report): Markup {
  const groups = stoppingGroups(report);
  if (groups.length === 0) {
    const isInPreview = report.findings.some(isBlocking);
    return html`<p>Nothing fails that is enforced, and nothing of it is left undecided.${isInPreview ? ' Rules in preview object, which stops nothing.' : ''}</p>`;
  }
  const rest = groups.length - namedFirst;
  return html`<ol class="first">${groups
    .slice(0, namedFirst)
    .map(
      ({ id, title, severity, places }) =>
        html`<li><a href="#stops-${id.toLowerCase()}">${id}</a> ${title} <span class="quiet">${severity}, ${count(places, 'place')}</span></li>`,
    )}</ol>
${rest > 0 ? html`<p><a href="#stopping">and ${count(rest, 'rule')} more</a></p>` : ''}`;
}

/** What this page cannot say, or nobody has said yet. */
export function stillOpen(report: Report): Markup {
  const { unconfirmed, notJudged, excluded, beside, storefronts, reachability, passedOver, judging } = report;
  const resources = notJudged.reduce((sum, type) => sum + type.resources, 0);
  const lines = [
    ...storefronts
      .filter(({ missingStacks }) => missingStacks.length > 0)
      .map(({ environment, missingStacks }) =>
        link('templates', `${environment} was judged without its stacks ${missingStacks.join(', ')}`),
      ),
    ...linkIf(judging.notAsked.length, 'judging', `${count(judging.notAsked.length, 'rule')} not asked`),
    ...linkIf(
      passedOver,
      'judging',
      `${count(passedOver, 'blocking finding')} below ${judging.failOn}, for which the run does not fail`,
    ),
    ...linkIf(
      report.acceptedEvery.length,
      'judging',
      `${count(report.acceptedEvery.length, 'acceptance')} of every resource of a type`,
    ),
    ...linkIf(excluded.length, 'templates', `${count(excluded.length, 'template')} left out`),
    ...linkIf(
      beside.length,
      'templates',
      `${count(beside.length, 'template')} that no stack of manifest.json has`,
    ),
    ...linkIf(
      resources,
      'not-judged',
      `${count(resources, 'resource')} of ${count(notJudged.length, 'type')} that no rule judges`,
    ),
    ...linkIf(
      unconfirmed.length,
      'excused',
      `${count(unconfirmed.length, 'exception')} of the kit that nobody of the shop has confirmed`,
    ),
    ...linkIf(
      reachability.openings.length,
      'reachable',
      `${count(reachability.openings.length, 'barrier')} open or undecided`,
    ),
  ];
  if (lines.length === 0) return html`<p>Nothing: rules judge every resource that was given.</p>`;
  return html`<ul>${lines}</ul>`;
}

function linkIf(number: number, target: string, text: string): readonly Markup[] {
  return number > 0 ? [link(target, text)] : [];
}

function link(target: string, text: string): Markup {
  return html`<li><a href="#${target}">${text}</a></li>`;
}
