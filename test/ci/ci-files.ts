import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** A step of a job of GitHub Actions, as far as the tests look at it. */
export interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly env?: Readonly<Record<string, string>>;
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
export const gitlab: Readonly<Record<'palisade' | 'palisade-diff', GitlabJob>> = parse(
  readFileSync(gitlabFile, 'utf8'),
);

/** The ready file for pre-commit. */
export const preCommitFile = 'examples/ci/pre-commit/.pre-commit-config.yaml';

interface GitlabJob {
  readonly script: readonly string[];
  readonly after_script?: readonly string[];
}

/** The ready file for GitHub Actions that runs once a week. */
export const weeklyWorkflowFile = 'examples/ci/github/weekly.yml';
export const weeklyWorkflow: {
  readonly permissions: object;
  readonly jobs: Readonly<Record<'packages' | 'staging', Job>>;
} = parse(readFileSync(weeklyWorkflowFile, 'utf8'));

/** The ready file for GitLab CI that runs once a week. */
export const weeklyGitlabFile = 'examples/ci/gitlab/weekly.gitlab-ci.yml';
export const weeklyGitlab: Readonly<
  Record<'weekly-audit' | 'weekly-components' | 'weekly-staging', GitlabJob>
> = parse(readFileSync(weeklyGitlabFile, 'utf8'));

/** What asks for new versions, on either service. */
export const dependabotFile = 'examples/ci/github/dependabot.yml';
export const renovateFile = 'examples/ci/gitlab/renovate.json';

/** The ready file for GitHub Actions that deploys. */
export const deployWorkflowFile = 'examples/ci/github/deploy.yml';
export const deployWorkflow: {
  readonly on: object;
  readonly permissions: object;
  readonly env: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<'deploy', Job & { readonly environment: string }>>;
} = parse(readFileSync(deployWorkflowFile, 'utf8'));

/** The ready file for GitLab CI that deploys. */
export const deployGitlabFile = 'examples/ci/gitlab/deploy.gitlab-ci.yml';
export const deployGitlab: Readonly<
  Record<
    'deploy',
    GitlabJob & {
      readonly rules: readonly object[];
      readonly variables: Readonly<Record<string, string>>;
      readonly id_tokens: object;
    }
  >
> = parse(readFileSync(deployGitlabFile, 'utf8'));
