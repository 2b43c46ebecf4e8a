import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { readAcceptanceFile } from '../policy/acceptance/acceptance-file.ts';
import type { AcceptanceFile } from '../policy/acceptance/acceptances.ts';
import type { Baseline } from '../policy/baseline/baseline.ts';
import { readBaseline } from '../policy/baseline/baseline-file.ts';
import type { CentralPolicy } from '../policy/central-policy.ts';
import type { AppliedFile } from '../policy/judging.ts';
import type { ProfileName } from '../policy/profiles/profiles.ts';
import { isAtLeast, type Severity } from '../policy/severity.ts';
import { namedPolicy, refuseLenient } from './central.ts';
import { findPalisadeFile, topOfRepository } from './find.ts';
import type { PalisadeFile } from './schema.ts';

/** What somebody asks of one run; it replaces what the palisade file says of the same. Paths begin at the working directory. */
export interface Choices {
  /** The palisade file; without it the one that is found from the working directory upwards. */
  readonly config?: string | undefined;
  readonly paths?: readonly string[] | undefined;
  readonly exclude?: readonly string[] | undefined;
  readonly failOn?: Severity | undefined;
  readonly profile?: ProfileName | undefined;
  readonly ruleset?: string | undefined;
  /** A file of acceptances. */
  readonly acceptances?: string | undefined;
  /** A central policy. */
  readonly policy?: string | undefined;
  /** A baseline; `false` for none, whatever the palisade file names: one is being written. */
  readonly baseline?: string | false | undefined;
}

/** How a run judges: what was asked of it, what the palisade file says besides, and the limits of the central policy. */
export interface Settings {
  /** Where names of templates begin, from the working directory: the folder of the palisade file. */
  readonly root: string;
  /** What is judged, from the working directory. */
  readonly paths: readonly string[] | undefined;
  /** What the palisade file has judged, from its folder; nothing where it says nothing. */
  readonly named: readonly string[] | undefined;
  readonly exclude: readonly string[];
  readonly failOn: Severity;
  /** Nothing where what is judged decides. */
  readonly profile: ProfileName | undefined;
  /** The version of the rules; nothing for the newest. */
  readonly ruleset: string | undefined;
  readonly acceptances: readonly AcceptanceFile[];
  /** Files of the team's own rules, as absolute paths. */
  readonly ownRules: readonly string[];
  readonly centralPolicy: CentralPolicy | undefined;
  readonly baseline: Baseline | undefined;
  readonly applied: readonly AppliedFile[];
  /** Names of the settings of the palisade file that were replaced. */
  readonly replaced: readonly string[];
}

/**
 * Brings together what a run was asked, the palisade file and its central policy. Throws a `ConfigError` where a file is wrong, the central
 * policy is another one than the palisade file names, or something is more lenient than it allows.
 */
export function settingsFor(choices: Choices, folder = '.'): Settings {
  const file = choices.config ?? findPalisadeFile(folder);
  const repository = file === undefined ? undefined : readRepository(shown(file));
  const { root = '', said } = repository ?? {};
  const asked = replaceable.filter((name) => choices[name] !== undefined);
  const baseline = baselineOf(choices, repository);
  const policyFile = choices.policy ?? policyOf(repository);
  const ownRules = (said?.ownRules ?? []).map((each) => join(root, each));
  const settings: Settings = {
    ...strictness(choices, repository),
    root,
    named: said?.paths,
    acceptances: acceptancesOf(choices, repository),
    ownRules: ownRules.map((each) => resolve(each)),
    baseline,
    centralPolicy: policyFile === undefined ? undefined : files().readCentralPolicy(policyFile),
    applied: [
      ...applied('palisade file', repository?.file, root),
      ...applied('central policy', policyFile, root),
      ...ownRules.flatMap((each) => applied('own rules', each, root)),
      ...applied('acceptances', choices.acceptances, root),
      ...applied('baseline', baseline?.file, root),
    ],
    replaced: asked.filter((name) => said?.[name] !== undefined),
  };
  const sha256Of = (what: AppliedFile['is']) =>
    settings.applied.filter(({ is }) => is === what).map(({ sha256 }) => sha256);
  const [baselineSha256] = sha256Of('baseline');
  refuseLenient(
    { ...settings, baseline: baselineSha256, ownRules: sha256Of('own rules') },
    {
      file: repository?.file,
      asked,
      errorIn: (path, mistakes) => files().errorIn(path, mistakes),
    },
  );
  return settings;
}

/** The side before a change, and how its palisade file judged. */
export interface SideBefore {
  readonly settings: Settings;
  /** How the palisade file judges more leniently since, a sentence each. */
  readonly lenience: readonly string[];
}

/**
 * The side before a change: what is asked stays as it is now, and what was left out, accepted or there before is what the palisade file of
 * that side says. Where its folder lies in no other repository than the working directory, that is the same file.
 *
 * @param folder - what the side before lies in
 */
export function sideBefore(choices: Choices, now: Settings, folder: string): SideBefore {
  const top = topOfRepository(folder);
  const isOther = existsSync(join(top, '.git')) && top !== topOfRepository('.');
  if (choices.config !== undefined || !isOther) return { settings: now, lenience: [] };
  const file = findPalisadeFile(folder);
  const repository = file === undefined ? undefined : readRepository(shown(file));
  const settings = {
    ...now,
    root: repository?.root ?? folder,
    named: repository?.said.paths,
    exclude: choices.exclude ?? repository?.said.exclude ?? [],
    acceptances: acceptancesOf(choices, repository),
    baseline: baselineOf(choices, repository),
  };
  return { settings, lenience: lenienceSince(choices, now, repository) };
}

/** What was asked of the run holds for both sides, and what is accepted or left out since is compared finding by finding. */
function lenienceSince(
  choices: Choices,
  now: Settings,
  repository: Repository | undefined,
): SideBefore['lenience'] {
  const { baseline, policy, ownRules = [] } = repository?.said ?? {};
  const past = strictness(choices, repository);
  const isNewBaseline =
    choices.baseline === undefined && now.baseline !== undefined && baseline === undefined;
  const sentences: readonly (readonly [boolean, string])[] = [
    [
      !isAtLeast(past.failOn, now.failOn),
      `The palisade file fails from ${now.failOn} on, and did from ${past.failOn} on before`,
    ],
    [
      past.profile === 'storefront' && now.profile !== 'storefront',
      'The palisade file asks for the profile storefront no longer',
    ],
    [
      now.ownRules.length < ownRules.length,
      `The palisade file names ${now.ownRules.length} files of own rules, and named ${ownRules.length} before`,
    ],
    [
      policy !== undefined && now.centralPolicy === undefined,
      'The palisade file names no central policy any longer',
    ],
    [isNewBaseline, 'The palisade file names a baseline since'],
  ];
  return sentences.flatMap(([isSo, sentence]) => (isSo ? [sentence] : []));
}

/** What a run was asked, and for the rest what the palisade file says. */
function strictness(
  choices: Choices,
  repository: Repository | undefined,
): Pick<Settings, 'paths' | 'exclude' | 'failOn' | 'profile' | 'ruleset'> {
  const { root = '', said } = repository ?? {};
  return {
    paths: choices.paths ?? said?.paths?.map((each) => join(root, each)),
    exclude: choices.exclude ?? said?.exclude ?? [],
    failOn: choices.failOn ?? said?.failOn ?? 'info',
    profile: choices.profile ?? said?.profile,
    ruleset: choices.ruleset ?? said?.ruleset,
  };
}

/** The settings that somebody may ask otherwise of one run. */
const replaceable = [
  'paths',
  'exclude',
  'failOn',
  'profile',
  'ruleset',
  'acceptances',
  'policy',
  'baseline',
] as const;

interface Repository {
  readonly file: string;
  /** The folder that its paths begin at, from the working directory. */
  readonly root: string;
  readonly said: PalisadeFile;
}

function readRepository(file: string): Repository {
  return { file, root: relative('.', dirname(resolve(file))), said: files().readPalisadeFile(file) };
}

function policyOf(repository: Repository | undefined): string | undefined {
  const policy = repository?.said.policy;
  return repository && policy ? namedPolicy({ ...repository, policy }, files()) : undefined;
}

function baselineOf({ baseline }: Choices, repository: Repository | undefined): Baseline | undefined {
  if (baseline !== undefined) return baseline === false ? undefined : readBaseline(baseline);
  const said = repository?.said.baseline;
  return repository && said !== undefined ? readBaseline(join(repository.root, said)) : undefined;
}

function acceptancesOf(choices: Choices, repository: Repository | undefined): readonly AcceptanceFile[] {
  const { acceptances } = choices;
  if (acceptances !== undefined) return [readAcceptanceFile(acceptances)];
  const entries = repository?.said.acceptances;
  if (!repository || !entries) return [];
  const coversMore = !isWhole(choices, repository);
  return [{ name: nameFrom(repository.root, repository.file), entries, coversMore }];
}

/** Whether a run judges all that the palisade file names. */
function isWhole({ paths }: Choices, { root, said }: Repository): boolean {
  if (paths === undefined || said.paths === undefined) return true;
  const judged = new Set(paths.map((path) => resolve(path)));
  return judged.has(resolve(root)) || said.paths.every((path) => judged.has(resolve(root, path)));
}

function applied(is: AppliedFile['is'], file: string | undefined, root: string): readonly AppliedFile[] {
  return file === undefined ? [] : [{ is, name: nameFrom(root, file), sha256: files().sha256Of(file) }];
}

function nameFrom(root: string, file: string): string {
  return relative(root, file).replaceAll('\\', '/');
}

/** The readers of files, and the schemas with them, take longer to load than most runs without such files take at all. */
function files() {
  const { readPalisadeFile, readCentralPolicy, sha256Of, errorIn }: typeof import('./files.ts') =
    require('./files.ts');
  return { readPalisadeFile, readCentralPolicy, sha256Of, errorIn };
}

/** A path from the working directory, or a whole one where it does not lie below. */
function shown(path: string): string {
  const below = relative('.', resolve(path));
  return below.startsWith('..') ? resolve(path) : below;
}
