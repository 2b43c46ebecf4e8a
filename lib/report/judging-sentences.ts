import { coveredBy } from '../contract/acceptance.ts';
import { groupBy } from '../group-by.ts';
import type { Judging } from '../policy/judging.ts';
import { familyOf } from '../policy/profiles/profiles.ts';
import { count } from './count.ts';
import type { AcceptedEvery, Report } from './report.ts';

/**
 * How the report came about, one sentence each: the profile first, then what was not asked, left out, passed over or accepted for every
 * resource of a type, and the files that say so. Each form of the report has them, so that nothing weakens in silence.
 */
export function judgingSentences(report: Report): readonly string[] {
  const { judging, passedOver } = report;
  const { failOn } = judging;
  return [
    profileSentence(judging, everyId(report).length),
    ...notAskedSentence(report),
    ...rulesetSentences(report),
    ...notJudgedSentence(report),
    ...leftOutSentences(report),
    ...(passedOver === 0
      ? []
      : [
          `${count(passedOver, 'blocking finding')} below ${failOn} in templates without a contract: the run does not fail for them`,
        ]),
    ...report.acceptedEvery.map(acceptedSentence),
    ...appliedSentences(judging),
  ];
}

/** The files that decided how a run judged, and what it replaced of them. */
export function appliedSentences({ files, replaced }: Judging): readonly string[] {
  return [
    ...files.map(({ is, name, sha256 }) => `Applied the ${is} ${name}, SHA-256 ${sha256}`),
    ...(replaced.length === 0
      ? []
      : [`This run replaced what the palisade file says of ${replaced.join(', ')}`]),
  ];
}

/**
 * The profile and how many rules it asks.
 *
 * @param all - the number of rules that there are
 */
export function profileSentence({ profile, because, notAsked }: Judging, all: number): string {
  const asked = notAsked.length === 0 ? 'every rule' : `${all - notAsked.length} of ${count(all, 'rule')}`;
  return `Profile ${profile}, since ${because}: ${asked}`;
}

function notAskedSentence(report: Report): readonly string[] {
  const { notAsked, askedOfContracts } = report.judging;
  if (notAsked.length === 0) return [];
  const whom = askedOfContracts ? ' of templates without a contract' : '';
  const named = byFamily(notAsked, everyId(report)).join(', ');
  return [`${count(notAsked.length, 'rule')} not asked${whom}: ${named}`];
}

/** What an older version of the ruleset does not have, and what its rules mean since. */
function rulesetSentences({ ruleset: { version, leftOut, changedSince } }: Report): readonly string[] {
  return [
    ...(leftOut.length > 0
      ? [`${count(leftOut.length, 'rule')} not in ruleset ${version}: ${leftOut.join(', ')}`]
      : []),
    ...changedSince.map(
      ({ rule, version: since, what }) => `${rule} judges as it does since ruleset ${since}: ${what}`,
    ),
  ];
}

/** Silence about a type would read as a pass. */
function notJudgedSentence({ notJudged }: Report): readonly string[] {
  if (notJudged.length === 0) return [];
  const named = notJudged.map(({ type, resources }) => `${type} (${resources})`).join(', ');
  const sum = notJudged.reduce((total, { resources }) => total + resources, 0);
  return [`${count(sum, 'resource')} of ${count(notJudged.length, 'type')} that no rule judges: ${named}`];
}

/** Ids of the rules that were asked, and of those that were not. */
function everyId({ rules, judging }: Report): readonly string[] {
  return [...new Set([...rules.map(({ id }) => id), ...judging.notAsked])];
}

function leftOutSentences({ excluded, unusedPatterns, beside }: Report): readonly string[] {
  const named = (some: readonly string[], noun: string, says: string) =>
    some.length === 0 ? [] : [`${count(some.length, noun)} ${says}: ${some.join(', ')}`];
  return [
    ...named(excluded, 'template', 'left out'),
    ...named(unusedPatterns, 'pattern of exclude', 'without a template that fits'),
    ...named(beside, 'template', 'beside a manifest.json that does not name them, not judged'),
  ];
}

function acceptedSentence({ acceptance, findings, resources }: AcceptedEvery): string {
  return `${acceptance.rule} is accepted for ${coveredBy(acceptance)}, ${count(findings, 'finding')} of ${count(resources.length, 'resource')}: ${resources.join(', ')}`;
}

/** A family of which no rule was asked is one word. */
function byFamily(ids: readonly string[], all: readonly string[]): readonly string[] {
  const sizes = groupBy(all, familyOf);
  return [...groupBy(ids, familyOf)].flatMap(([family, own]) =>
    own.length > 1 && own.length === sizes.get(family)?.length ? [`${family}-* (${own.length})`] : own,
  );
}
