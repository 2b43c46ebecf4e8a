import type { RuleText } from '../rule.ts';
import { allRules } from '../rules/index.ts';
import { type Severity, severities } from '../severity.ts';
import file from './releases.json' with { type: 'json' };

/** One version of the ruleset, by what it changed of the version before. */
export interface RulesetRelease {
  /** A semantic version; docs/versions.md says what each of its numbers promises. */
  readonly version: string;
  /** The day of the release, `YYYY-MM-DD`. */
  readonly date: string;
  /** Version of the kit that brought it. */
  readonly kit: string;
  /** Ids of rules that stop a run from this version on. */
  readonly enforced: readonly string[];
  /** Ids of rules that report from this version on, and stop nothing yet. */
  readonly preview: readonly string[];
  /** Ids of the rules of each severity that came with this version, or have another severity since. */
  readonly severities: Readonly<Partial<Record<Severity, readonly string[]>>>;
  /** What rules mean since, by their ids, where their logic objects to more or to something else. */
  readonly changed: Readonly<Record<string, string>>;
  /** Ids of rules that nothing is judged by any longer. */
  readonly withdrawn: readonly string[];
}

/** A rule as it stands in one version of the ruleset. */
export interface VersionedRule extends RuleText {
  /** The version of the ruleset that brought the rule or changed what it means last; `unreleased` where no version has it yet. */
  readonly version: string;
}

/** A rule that means something else today than in the version of the ruleset that was asked for. */
interface LaterChange {
  readonly rule: string;
  readonly version: string;
  readonly what: string;
}

/** The rules of one version. */
export interface Ruleset {
  readonly version: string;
  readonly date: string;
  readonly rules: readonly VersionedRule[];
  /** Rules that are run by today's logic although it changed after this version. */
  readonly changedSince: readonly LaterChange[];
  /** Ids of today's rules that this version does not have, so that nothing was judged by them. */
  readonly leftOut: readonly string[];
}

/** The versions of the ruleset, from the first to the newest. */
export const rulesetReleases: readonly RulesetRelease[] = file.releases;

/** The version that counts where nobody names one. */
export const rulesetVersion = newest(rulesetReleases).version;

/**
 * Today's rules, among them those that no version has yet.
 *
 * @param rules - in the order of reports
 */
export function currentRuleset(
  releases: readonly RulesetRelease[] = rulesetReleases,
  rules: readonly RuleText[] = allRules,
): Ruleset {
  const { version, date } = newest(releases);
  const standings = standingsOf(releases);
  return {
    version,
    date,
    rules: rules.map((rule) => ({ ...rule, version: 'unreleased', ...standings.get(rule.id) })),
    changedSince: [],
    leftOut: [],
  };
}

/**
 * The rules that a version had, each with the stage that it had in it. A rule is run by the logic that it has today;
 * `changedSince` names those whose logic was another. Nothing for a version that there never was.
 */
export function rulesetAt(
  version: string,
  releases: readonly RulesetRelease[] = rulesetReleases,
  rules: readonly RuleText[] = allRules,
): Ruleset | undefined {
  const index = releases.findIndex((release) => release.version === version);
  const release = releases[index];
  if (!release) return undefined;
  const standings = standingsOf(releases.slice(0, index + 1));
  const known = rules.flatMap((rule) => {
    const standing = standings.get(rule.id);
    return standing ? [{ ...rule, ...standing }] : [];
  });
  return {
    version,
    date: release.date,
    rules: known,
    changedSince: changesIn(releases, index + 1).filter(({ rule }) => standings.has(rule)),
    leftOut: rules.map(({ id }) => id).filter((id) => !standings.has(id)),
  };
}

/** Whether one version came before another one; releases are listed in their order. */
export function isOlderRuleset(
  version: string,
  other: string,
  releases: readonly RulesetRelease[] = rulesetReleases,
): boolean {
  const position = (wanted: string) => releases.findIndex((release) => release.version === wanted);
  return position(version) < position(other);
}

type Standing = Pick<VersionedRule, 'stage' | 'version'>;

/** What the releases come to, one after the other. */
function standingsOf(releases: readonly RulesetRelease[]): ReadonlyMap<string, Standing> {
  const standings = new Map<string, Standing>();
  for (const { version, enforced, preview, changed, withdrawn } of releases) {
    const known = (id: string) => standings.get(id)?.version ?? version;
    for (const id of preview) standings.set(id, { stage: 'preview', version: known(id) });
    for (const id of enforced) standings.set(id, { stage: 'enforced', version: known(id) });
    for (const id of Object.keys(changed)) {
      standings.set(id, { stage: standings.get(id)?.stage ?? 'preview', version });
    }
    for (const id of withdrawn) standings.delete(id);
  }
  return standings;
}

/** What rules mean otherwise since a release, and which have another severity. */
function changesIn(releases: readonly RulesetRelease[], first: number): readonly LaterChange[] {
  return releases.slice(first).flatMap((release, index) => {
    const { version, changed } = release;
    const before = severitiesAt(releases.slice(0, first + index));
    return [
      ...Object.entries(changed).map(([rule, what]) => ({ rule, version, what })),
      ...[...severitiesAt([release])].flatMap(([rule, now]) => {
        const was = before.get(rule);
        const what = `its severity is ${now}, and was ${was}`;
        return was === undefined || was === now ? [] : [{ rule, version, what }];
      }),
    ];
  });
}

/** The severity of each rule after some releases, by its id. */
export function severitiesAt(
  releases: readonly RulesetRelease[] = rulesetReleases,
): ReadonlyMap<string, Severity> {
  const listed = releases.flatMap((release) =>
    severities.flatMap((severity) =>
      (release.severities[severity] ?? []).map((id) => [id, severity] as const),
    ),
  );
  return new Map(listed);
}

function newest(releases: readonly RulesetRelease[]): RulesetRelease {
  const last = releases.at(-1);
  if (!last) throw new Error('no version of the ruleset is known');
  return last;
}
