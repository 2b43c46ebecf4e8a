import { summarizeRoute } from '../../compliance/saq.ts';
import { isOfEvery } from '../../contract/acceptance.ts';
import { coloured, type Paint, plain } from '../../paint.ts';
import { type Finding, isBlocking, isExcused, stoppingFindings } from '../../policy/finding.ts';
import type { Exposure } from '../../policy/reachability/exposure.ts';
import { answerOf } from '../approval.ts';
import { count } from '../count.ts';
import type { JudgedStorefront } from '../judged-storefront.ts';
import { judgingSentences } from '../judging-sentences.ts';
import { countResources, type FormatOptions, type Report } from '../report.ts';
import { formatBaseline } from './text-baseline.ts';
import { formatCauses } from './text-causes.ts';

/** The report as a person reads it in a terminal: what stops the deployment, then one line of sums. */
export function formatText(report: Report, { isColoured }: FormatOptions): string {
  const paint = isColoured ? coloured : plain;
  const [profile = '', ...others] = judgingSentences(report);
  // What one acceptance covers many times is told once.
  const excused = report.findings.filter(
    (finding) =>
      isExcused(finding) &&
      finding.status !== 'baselined' &&
      !(finding.acceptance && isOfEvery(finding.acceptance)),
  );
  return [
    paint.quiet(profile),
    '',
    ...formatCauses(report, paint),
    ...excused.map((finding) => formatExcused(finding, report, paint)),
    ...formatBaseline(report, paint),
    ...formatUnconfirmed(report, paint),
    ...formatReachability(report, paint),
    ...others.map((sentence) => paint.doubtful(sentence)),
    ...report.storefronts.flatMap((storefront) => formatMissing(storefront, paint)),
    ...report.storefronts.map(({ shop, environment, pciDss }) =>
      paint.quiet(`${shop} ${environment}: ${summarizeRoute(pciDss)}`),
    ),
    ...report.storefronts.flatMap((storefront) => formatErasure(storefront, paint)),
    formatSummary(report, paint),
    '',
  ].join('\n');
}

function formatExcused(finding: Finding, report: Report, paint: Paint): string {
  const { rule, status, logicalId, type, about } = finding;
  const why = answerOf(finding, report);
  const named = logicalId || type;
  const what = about === undefined ? named : `${named}  ${about}`;
  return `${paint.doubtful(status.toUpperCase())}  ${rule}  ${what}  ${paint.quiet(why)}`;
}

/** What the kit recommends counts without a confirmation, and everybody is told that it has none. */
function formatUnconfirmed({ unconfirmed }: Report, paint: Paint): readonly string[] {
  if (unconfirmed.length === 0) return [];
  return [
    paint.quiet(
      `Palisade recommends exceptions that nobody has confirmed: ${unconfirmed.join(', ')}. Confirm them under confirmations in the storefront file, or in the account file.`,
    ),
  ];
}

/** What the internet reaches, and what functions reach; where no way leads in or out there is nothing to say. */
function formatReachability({ reachability }: Report, paint: Paint): readonly string[] {
  const { entries, openings, egress } = reachability;
  const line = (word: string, { logicalId, type, template, path, actual }: Exposure) =>
    `${word}  ${paint.strong(logicalId)}  ${type}  ${template}  ${paint.quiet(`${path} is ${actual}`)}`;
  const open = egress.flatMap(({ resources, leavesOpen }) =>
    leavesOpen.map((sentence) => paint.quiet(`EGRESS  ${resources.join(', ')}: ${sentence}`)),
  );
  return [
    ...entries.map((entry) => line('REACHABLE', entry)),
    ...openings.map((opening) => paint.doubtful(line(openingWords[opening.kind], opening))),
    ...open,
  ];
}

const openingWords = { entry: 'REACHABLE', opening: 'OPEN', undecided: 'UNDECIDED' } as const;

function formatMissing(storefront: JudgedStorefront, paint: Paint): readonly string[] {
  const { shop, environment, missingStacks } = storefront;
  if (missingStacks.length === 0) return [];
  return [paint.doubtful(`${shop} ${environment} was judged without its stacks ${missingStacks.join(', ')}`)];
}

/** Who was erased can be restored until the last backup ends; of what has no end that is shown, nobody knows. */
function formatErasure({ shop, environment, erasure }: JudgedStorefront, paint: Paint): readonly string[] {
  const { days, stores } = erasure;
  const endless = stores.filter((store) => store.days === undefined).map(({ logicalId }) => logicalId);
  return [
    paint.quiet(
      `${shop} ${environment}: a person who was erased is gone from all backups ${count(days, 'day')} later`,
    ),
    ...(endless.length > 0
      ? [paint.doubtful(`${shop} ${environment}: no end is shown of what is kept in ${endless.join(', ')}`)]
      : []),
  ];
}

/** One line with every sum; the same words in the same order in each report. */
export function formatSummary(report: Report, paint: Paint = plain): string {
  const { summary, findings, rules, templates } = report;
  const inPreview = findings.filter(isBlocking).length - stoppingFindings(findings, rules).length;
  const isClean = summary.fail + summary.unknown === inPreview;
  const sums = [
    `${summary.pass} passed`,
    `${summary.fail} failed`,
    `${summary.unknown} unknown`,
    ...(inPreview > 0 ? [`${inPreview} of them in preview`] : []),
    ...(summary.declined > 0 ? [`${summary.declined} not met (declined)`] : []),
    ...(summary.baselined > 0 ? [`${summary.baselined} baselined`] : []),
    `${summary.accepted} accepted`,
    `${summary.declared} declared`,
    `${summary.notApplicable} not applicable`,
  ].join(', ');
  const judged = [
    count(templates.length, templates.every(({ stack }) => stack) ? 'stack' : 'template'),
    count(countResources(report), 'resource'),
    count(rules.length, 'rule'),
  ].join(', ');
  return `${judged}: ${isClean ? paint.good(sums) : paint.bad(sums)}`;
}
