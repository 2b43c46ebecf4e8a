import picomatch from 'picomatch';
import { type AnyAcceptance, isOfEvery, isRecommendation } from '../contract/acceptance.ts';
import type { ProfileName } from './profiles/profiles.ts';
import { severities as everySeverity, type Severity } from './severity.ts';

/** What a company lets its repositories accept, and how strictly it has them judged. */
export interface CentralPolicy {
  /** Patterns of rules that nobody may accept. */
  readonly never: readonly string[];
  /** Who may accept what; whatever fits no row is refused. */
  readonly mayAccept: readonly Permission[];
  /** The least profile. */
  readonly profile?: ProfileName | undefined;
  /** The severity from which findings have to fail at the latest. */
  readonly failOn?: Severity | undefined;
  /** The oldest version of the rules that may be asked for; nothing for the newest alone. */
  readonly ruleset?: string | undefined;
  /** The baselines that may be used: none, any, or those whose files have one of these SHA-256. */
  readonly baselines: AllowedFiles;
  /** The files of own rules that may be loaded; they are code that runs before anything is judged. */
  readonly ownRules: AllowedFiles;
  /** Patterns of the templates that may be left out. */
  readonly mayExclude: readonly string[];
  /** Whether somebody may have single rules asked. */
  readonly mayNarrow: boolean;
}

/** None, any, or those that have one of these SHA-256. */
export type AllowedFiles = 'none' | 'any' | readonly string[];

/** The templates that were left out although a central policy does not let anybody do so. */
export function wronglyExcluded(
  templates: readonly string[],
  { mayExclude }: CentralPolicy,
): readonly string[] {
  const fits = picomatch([...mayExclude]);
  return templates.filter((template) => !fits(template));
}

/** What some people may accept, and for how long. */
interface Permission {
  /** As acceptances name them; `palisade` for what the kit recommends and nobody has confirmed. */
  readonly approvers: readonly string[];
  /** Patterns of rules. */
  readonly rules: readonly string[];
  readonly severities: readonly Severity[];
  readonly kinds: readonly AnyAcceptance['kind'][];
  /** Whether they may accept every resource of a type at once. */
  readonly everyResource: boolean;
  /** The most days from the day of judgement to the end of an acceptance. */
  readonly atMostDays: number;
}

interface Circumstances {
  /** That of the accepted rule; nothing where the kit does not know the rule. */
  readonly severity: Severity | undefined;
  /** The day of judgement; without it the length of acceptances is not judged. */
  readonly asOf: string | undefined;
}

/** Why a central policy does not allow an acceptance, as the rest of a sentence about it; nothing where it does. */
export function objectionTo(
  acceptance: AnyAcceptance,
  { never, mayAccept }: CentralPolicy,
  circumstances: Circumstances,
): string | undefined {
  if (fits(acceptance.rule, never)) return 'is of a rule that the central policy lets nobody accept';
  const approver = approverOf(acceptance, circumstances);
  const own = mayAccept.filter(({ approvers }) => approvers.map(folded).includes(folded(approver)));
  if (own.length === 0) return `is approved by ${approver}, whom the central policy lets accept nothing`;
  const excesses = own.map((permission) => excessOver(permission, acceptance, circumstances));
  if (excesses.includes(undefined)) return undefined;
  return `is approved by ${approver}, whom the central policy lets accept ${[...new Set(excesses)].join(', and ')}`;
}

/** Whether a central policy lets nobody accept findings of a rule, so that no baseline excuses them either. */
export function isNeverAccepted(rule: string, { never }: CentralPolicy): boolean {
  return fits(rule, never);
}

/** What the kit recommends is approved by whoever of the shop has confirmed it, from that day on. */
function approverOf(acceptance: AnyAcceptance, { asOf }: Circumstances): string {
  const confirmed = isRecommendation(acceptance) ? acceptance.confirmed : undefined;
  const counts = confirmed !== undefined && (asOf === undefined || confirmed.on <= asOf);
  return counts ? confirmed.by : acceptance.approver;
}

/** What somebody may accept and this is not, as a phrase; nothing where it is within the permission. */
function excessOver(
  { rules, severities, kinds, everyResource, atMostDays }: Permission,
  acceptance: AnyAcceptance,
  { severity, asOf }: Circumstances,
): string | undefined {
  if (!fits(acceptance.rule, rules)) return `only rules ${rules.join(', ')}`;
  if (severity === undefined ? severities.length < everySeverity.length : !severities.includes(severity))
    return `only severities ${severities.join(', ')}`;
  if (!kinds.includes(acceptance.kind)) return `only kinds ${kinds.join(', ')}`;
  if (isOfEvery(acceptance) && !everyResource) return 'single resources only';
  if (asOf !== undefined && daysBetween(asOf, acceptance.expires) > atMostDays)
    return `for at most ${atMostDays} days from ${asOf}, and it expires on ${acceptance.expires}`;
  return undefined;
}

/** Whether a rule fits one of the patterns, whatever its case. */
function fits(rule: string, patterns: readonly string[]): boolean {
  return picomatch.isMatch(rule, [...patterns], { nocase: true });
}

function folded(name: string): string {
  return name.trim().toLowerCase();
}

const millisecondsOfDay = 86_400_000;

function daysBetween(first: string, last: string): number {
  return (Date.parse(last) - Date.parse(first)) / millisecondsOfDay;
}
