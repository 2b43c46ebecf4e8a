import { groupBy } from '../../group-by.ts';
import { type Finding, isBlocking, isExcused } from '../../policy/finding.ts';
import { judgingSentences } from '../judging-sentences.ts';
import { type Report, type RuleResult, rulesById } from '../report.ts';

/** What one rule says of one resource: a test case in the terms of JUnit. */
type Case = readonly [Finding, ...Finding[]];

/** The report as JUnit XML: a suite for each template, and in it a case for each rule and resource. */
export function formatJunit(report: Report): string {
  const rules = rulesById(report);
  const judged = report.findings.filter(({ status }) => status !== 'notApplicable');
  const suites = [...groupBy(judged, ({ template }) => template)];
  // Published schemas of JUnit know no number of skipped cases of all suites.
  const { skipped: _, ...all } = sums(casesOf(judged), rules);
  const written = suites.map(([template, findings]) => suite(template, casesOf(findings), rules));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    tag('testsuites', { name: 'palisade', ...all }, [...written.flat(), howJudged(report)]),
    '',
  ].join('\n');
}

/** A last suite without a case says how the others came about. */
function howJudged(report: Report): string {
  const properties = judgingSentences(report).map((value) => tag('property', { name: 'judged', value }, []));
  return tag('testsuite', { name: 'palisade', tests: 0, failures: 0, errors: 0, skipped: 0 }, [
    tag('properties', {}, properties),
  ]);
}

function casesOf(findings: readonly Finding[]): readonly Case[] {
  const groups = groupBy(findings, ({ rule, template, logicalId }) => [template, logicalId, rule].join('\0'));
  return [...groups.values()].flatMap(([first, ...others]) => (first ? [[first, ...others] as const] : []));
}

function suite(name: string, cases: readonly Case[], rules: ReadonlyMap<string, RuleResult>): string {
  return tag(
    'testsuite',
    { name, ...sums(cases, rules) },
    cases.map((one) => testCase(one, rules)),
  );
}

function sums(cases: readonly Case[], rules: ReadonlyMap<string, RuleResult>) {
  const outcomes = cases.map((one) => outcomeOf(one, rules));
  const count = (wanted: Outcome) => outcomes.filter((outcome) => outcome === wanted).length;
  return { tests: cases.length, failures: count('failure'), errors: 0, skipped: count('skipped') };
}

type Outcome = 'failure' | 'skipped' | 'passed';

/** What stops a deployment is a failure; what somebody answers for, and what a rule in preview says, is skipped. */
function outcomeOf(findings: Case, rules: ReadonlyMap<string, RuleResult>): Outcome {
  const [{ rule }] = findings;
  if (findings.some(isBlocking)) return isPreview(rule, rules) ? 'skipped' : 'failure';
  return findings.some(isExcused) ? 'skipped' : 'passed';
}

function isPreview(rule: string, rules: ReadonlyMap<string, RuleResult>): boolean {
  return rules.get(rule)?.stage === 'preview';
}

function testCase(findings: Case, rules: ReadonlyMap<string, RuleResult>): string {
  const [{ rule, stack, logicalId }] = findings;
  const outcome = outcomeOf(findings, rules);
  const said = findings.filter((finding) => isBlocking(finding) || isExcused(finding));
  const lead = isPreview(rule, rules) ? 'in preview, ' : '';
  const message = said.map(({ status, message }) => `${lead}${status}: ${message}`).join('\n');
  const attributes = {
    name: `${rule} ${rules.get(rule)?.title ?? ''}`.trim(),
    classname: logicalId === '' ? stack : `${stack}.${logicalId}`,
  };
  if (outcome === 'passed') return tag('testcase', attributes, []);
  if (outcome === 'skipped') return tag('testcase', attributes, [tag('skipped', {}, [escaped(message)])]);
  const fix = rules.get(rule)?.fix;
  const text = escaped(fix === undefined ? message : `${message}\nfix: ${fix}`);
  const [first] = said;
  return tag('testcase', attributes, [
    tag('failure', { message: first?.message ?? '', type: first?.severity ?? '' }, [text]),
  ]);
}

function tag(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  content: readonly string[],
): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  const start = `<${name}${written.join('')}`;
  return content.length === 0 ? `${start}/>` : `${start}>${content.join('\n')}</${name}>`;
}

/** Text as XML takes it; most control characters have no place in it at all, not even escaped. */
function escaped(text: string): string {
  const { forbidden, special } = characters;
  // Half a surrogate pair is no text that can be written; as bytes it becomes a mark for what is missing.
  return Buffer.from(text)
    .toString()
    .replaceAll(forbidden, '\uFFFD')
    .replaceAll(special, (character) => `&#${character.charCodeAt(0)};`);
}

const characters = {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML forbids.
  forbidden: /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g,
  special: /[<>&"'\t\n\r]/g,
};
