import * as z from 'zod';
import { hostName, section, text } from './fields.ts';

const numbers = (description: string, write: string) => text(description, /^[1-9]\d{0,14}$/, write);

const github = section('The one repository and environment of GitHub that deploys.', {
  repository: text(
    'Owner and name of the repository, as GitHub writes them.',
    /^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[A-Za-z0-9._-]{1,100}$/,
    'the owner and the name of a repository, such as boutique/shop',
  ),
  ownerId: numbers(
    'Id of the owner, which nobody else gets when the name is given up: gh api users/OWNER --jq .id.',
    'the number of the owner in quotes, such as "123456"',
  ),
  repositoryId: numbers(
    'Id of the repository: gh api repos/OWNER/NAME --jq .id.',
    'the number of the repository in quotes, such as "456789"',
  ),
  environment: text(
    'Environment of the repository whose rules a job has to pass first.',
    /^[\w.-]{1,100}$/,
    'the name of an environment of the repository, such as production',
  ),
});

const gitlab = section('The one project and branch of GitLab that deploys.', {
  host: hostName('Host of GitLab.', 253, 'the host of GitLab, such as gitlab.com').default('gitlab.com'),
  project: text(
    'Path of the project with its groups, as GitLab writes it.',
    /^[A-Za-z0-9_][\w.-]*(?:\/[A-Za-z0-9_][\w.-]*){1,20}$/,
    'the path of a project, such as boutique/shop',
  ),
  branch: text(
    'A protected branch of the project.',
    /^[A-Za-z0-9_][\w./-]{0,99}$/,
    'the name of a protected branch, such as main',
  ),
});

/** Which pipelines deploy. */
export const delivery = section(
  'Which pipeline deploys the environment, by a token of its own and no stored key (docs/delivery.md).',
  { github: github.optional(), gitlab: gitlab.optional() },
);

const hostsWanted = 'a list of hosts, such as [token.actions.githubusercontent.com], or [] for none';

/** The issuers of tokens that an account trusts. */
export const oidcProviders = z
  .array(hostName('Host of an issuer.', 253, 'the host of an issuer of tokens, such as gitlab.com'), {
    error: hostsWanted,
  })
  .default([])
  .meta({
    description:
      'Hosts that issue tokens to pipelines: token.actions.githubusercontent.com for GitHub, gitlab.com or its own host for GitLab. The kit makes an OIDC provider of each; leave out one that the account has already.',
  });
