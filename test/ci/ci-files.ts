import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** A step of a job of GitHub Actions, as far as the tests look at it. */
export interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly 'working-directory'?: string;
}

interface Job {
  readonly permissions: Readonly<Record<string, string>>;
  readonly if?: string;
  readonly steps: readonly Step[];
}

/** The ready file for GitHub Actions. */
export const workflowFile = 'examples/ci/github/palisade.yml';
export const workflow: {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: object;
  readonly jobs: Readonly<Record<'judge' | 'tell', Job>>;
} = parse(readFileSync(workflowFile, 'utf8'));

/** The ready file for GitLab CI. */
export const gitlabFile = 'examples/ci/gitlab/palisade.gitlab-ci.yml';
export const gitlab: Readonly<
  Record<
    'palisade' | 'palisade-diff',
    { readonly script: readonly string[]; readonly after_script?: readonly string[] }
  >
> = parse(readFileSync(gitlabFile, 'utf8'));

/** The ready file for pre-commit. */
export const preCommitFile = 'examples/ci/pre-commit/.pre-commit-config.yaml';
