import { join } from 'node:path';
import { InputError } from '../cloudformation/input/input-error.ts';
import type { TemplateSource } from '../cloudformation/model/types.ts';
import type { ConfigError } from '../config/config-error.ts';
import { type Mistake, mistake, quoted } from '../config/mistake.ts';
import { type AllowedFiles, type CentralPolicy, wronglyExcluded } from '../policy/central-policy.ts';
import type { ProfileName } from '../policy/profiles/profiles.ts';
import { isOlderRuleset, rulesetVersion } from '../policy/ruleset/ruleset.ts';
import { isAtLeast, type Severity } from '../policy/severity.ts';
import type { PalisadeFile } from './schema.ts';

/** The palisade file that names a central policy. */
interface Naming {
  readonly file: string;
  /** The folder that its paths begin at. */
  readonly root: string;
  readonly policy: NonNullable<PalisadeFile['policy']>;
}

type ErrorIn = (path: string, mistakes: readonly Mistake[]) => ConfigError;

/** Readers of files that a central policy needs. */
interface Readers {
  readonly readCentralPolicy: (path: string) => CentralPolicy;
  readonly sha256Of: (path: string) => string;
  readonly errorIn: ErrorIn;
}

/** The path of the central policy that a palisade file names. Throws a `ConfigError` where another one lies there. */
export function namedPolicy(
  { file, root, policy }: Naming,
  { readCentralPolicy, sha256Of, errorIn }: Readers,
): string {
  const path = join(root, policy.path);
  // Whether it can be read at all comes first.
  readCentralPolicy(path);
  const found = sha256Of(path);
  if (found === policy.sha256) return path;
  const remedy = `restore the policy that was agreed, or write ${found} once those who answer for it have published that one`;
  throw errorIn(file, [
    mistake(['policy', 'sha256'], `${policy.sha256}, which ${policy.path} does not have`, remedy),
  ]);
}

interface Strictness {
  readonly failOn: Severity;
  readonly profile: ProfileName | undefined;
  /** The version of the rules; nothing for the newest. */
  readonly ruleset: string | undefined;
  readonly centralPolicy: CentralPolicy | undefined;
  /** The SHA-256 of the baseline; nothing where there is none. */
  readonly baseline: string | undefined;
  /** The SHA-256 of each file of own rules. */
  readonly ownRules: readonly string[];
}

/** Who asked for how strictly is judged. */
interface Askers {
  /** The palisade file; nothing where there is none. */
  readonly file: string | undefined;
  /** Settings that options of the command asked for. */
  readonly asked: readonly string[];
  readonly errorIn: ErrorIn;
}

/** Refuses what is more lenient than a central policy allows: a `ConfigError` about the palisade file, or an `InputError` about options. */
export function refuseLenient(strictness: Strictness, { file, asked, errorIn }: Askers): void {
  const mistakes = leniencies(strictness);
  const option = mistakes.find(({ path: [name] }) => asked.includes(String(name)));
  if (option) {
    const name = optionNames[String(option.path[0])];
    throw new InputError(`--${name}: found ${option.found}, ${option.remedy}`);
  }
  if (file !== undefined && mistakes.length > 0) throw errorIn(file, mistakes);
}

/** Refuses to leave out templates that a central policy has judged. Throws an `InputError` that names them. */
export function refuseExclusions(excluded: readonly string[], policy: CentralPolicy | undefined): void {
  const wrong = policy ? wronglyExcluded(excluded, policy) : [];
  if (wrong.length === 0) return;
  throw new InputError(
    `exclude: leaves out ${wrong.join(', ')}, which fits no pattern of mayExclude in the central policy; judge it, or have those who answer for the policy allow it`,
  );
}

/** Refuses to leave rules out by `--only` where a central policy has all of the profile asked. */
export function refuseNarrowing(policy: CentralPolicy | undefined): void {
  if (!policy || policy.mayNarrow) return;
  throw new InputError(
    '--only: leaves rules out, which the central policy does not allow; leave it out, or have those who answer for the policy write mayNarrow: true',
  );
}

/**
 * The templates beside a cloud assembly that a central policy lets nobody leave unjudged: somebody may have written a manifest that does
 * not name them. Without a policy none, since earlier syntheses leave such files behind every day.
 */
export function wronglyBeside(
  beside: readonly TemplateSource[],
  policy: CentralPolicy | undefined,
): readonly TemplateSource[] {
  if (!policy) return [];
  const names = beside.map(({ name }) => name);
  const wrong = new Set(wronglyExcluded(names, policy));
  return beside.filter(({ name }) => wrong.has(name));
}

/** A threshold that nobody named is the lowest there is, and a profile that nobody named follows the central policy. */
function leniencies({
  failOn,
  profile,
  ruleset,
  centralPolicy,
  baseline,
  ownRules,
}: Strictness): readonly Mistake[] {
  if (!centralPolicy) return [];
  const { failOn: latest, profile: least, baselines } = centralPolicy;
  return [
    ...(latest !== undefined && !isAtLeast(latest, failOn)
      ? [mistake(['failOn'], failOn, `write ${latest} or a lower one, since the central policy asks for it`)]
      : []),
    ...(least === 'storefront' && profile === 'baseline'
      ? [mistake(['profile'], profile, 'write storefront, since the central policy asks for it')]
      : []),
    ...oldRules(ruleset, centralPolicy),
    ...(baseline !== undefined && !allows(baselines, baseline)
      ? [
          mistake(
            ['baseline'],
            `a baseline with the SHA-256 ${baseline}`,
            'leave it out, or have those who answer for the central policy allow that one',
          ),
        ]
      : []),
    ...ownRules.flatMap((sha256, index) =>
      allows(centralPolicy.ownRules, sha256)
        ? []
        : [
            mistake(
              ['ownRules', index],
              `a file of rules with the SHA-256 ${sha256}`,
              'leave it out, or have those who answer for the central policy allow that one',
            ),
          ],
    ),
  ];
}

/** An older version of the rules leaves out those that came since. */
function oldRules(
  asked: string | undefined,
  { ruleset: oldest = rulesetVersion }: CentralPolicy,
): readonly Mistake[] {
  if (asked === undefined || !isOlderRuleset(asked, oldest)) return [];
  const remedy = `write ${oldest} or leave it out, since the central policy allows no older rules`;
  return [mistake(['ruleset'], quoted(asked), remedy)];
}

function allows(allowed: AllowedFiles, sha256: string): boolean {
  return allowed === 'any' || (allowed !== 'none' && allowed.includes(sha256));
}

const optionNames: Readonly<Record<string, string>> = {
  failOn: 'fail-on',
  profile: 'profile',
  baseline: 'baseline',
  ruleset: 'ruleset',
};
