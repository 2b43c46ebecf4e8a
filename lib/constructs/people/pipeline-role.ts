import { Duration, Stack } from 'aws-cdk-lib';
import {
  CompositePrincipal,
  type IPrincipal,
  PolicyStatement,
  Role,
  WebIdentityPrincipal,
} from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { EnvironmentConfig } from '../../config/storefront-config.ts';
import { resourceName } from '../../contract/names.ts';
import { githubIssuer, pipelineRole, tokenAudience } from '../../contract/pipelines.ts';
import type { Storefront } from '../contract/storefront.ts';
import { storingEvidence } from './evidence-access.ts';
import { explainNames } from './explain-names.ts';
import { bootstrapRoles } from './stack-access.ts';
import { sessionSeconds } from './trust.ts';

export interface PipelineRoleProps {
  readonly storefront: Storefront;
}

type Delivery = NonNullable<EnvironmentConfig['delivery']>;

/** Whose token it is: the one host that issues it, and the one subject that it is about. */
interface Subject {
  readonly issuer: string;
  readonly subject: string;
}

/**
 * The role that a pipeline takes on with a token of its job, and no stored key: by one repository and environment, or one project and
 * branch. It takes on the roles of `cdk bootstrap`, stores what was deployed as evidence, and does nothing else.
 */
export class PipelineRole extends Construct {
  constructor(scope: Construct, id: string, { storefront }: PipelineRoleProps) {
    super(scope, id);
    const { delivery } = storefront.environment;
    if (!delivery) throw new Error('an environment that no pipeline deploys has no role for one');
    const stack = Stack.of(this);
    const principals = subjectsOf(delivery).map((subject) => trusted(stack, subject));
    const role = new Role(this, 'Resource', {
      roleName: resourceName(storefront, pipelineRole),
      description: `Of ${storefront.shop} ${storefront.name}: the pipeline that takes it on deploys`,
      assumedBy: new CompositePrincipal(...principals),
      maxSessionDuration: Duration.seconds(sessionSeconds),
    });
    const statements = [
      new PolicyStatement({
        actions: ['sts:AssumeRole'],
        resources: [...bootstrapRoles(stack, storefront, ['deploy', 'file-publishing', 'lookup'])],
      }),
      ...storingEvidence(stack, storefront),
    ];
    for (const statement of statements) role.addToPolicy(statement);
    explainNames(role, statements, storefront);
  }
}

/**
 * GitHub's subject holds the numbers of owner and repository, which nobody gets again when a name is given up
 * (https://docs.github.com/actions/reference/openid-connect-reference, "Immutable subject claims"). GitLab's holds the path and the
 * branch (https://docs.gitlab.com/ci/cloud_services/).
 */
function subjectsOf({ github, gitlab }: Delivery): readonly Subject[] {
  return [
    ...(github ? [{ issuer: githubIssuer, subject: githubSubject(github) }] : []),
    ...(gitlab
      ? [
          {
            issuer: gitlab.host,
            subject: `project_path:${gitlab.project}:ref_type:branch:ref:${gitlab.branch}`,
          },
        ]
      : []),
  ];
}

function githubSubject({
  repository,
  ownerId,
  repositoryId,
  environment,
}: NonNullable<Delivery['github']>): string {
  const [owner = '', name = ''] = repository.split('/');
  return `repo:${owner}@${ownerId}/${name}@${repositoryId}:environment:${environment}`;
}

function trusted({ account, partition }: Stack, { issuer, subject }: Subject): IPrincipal {
  const provider = `arn:${partition}:iam::${account}:oidc-provider/${issuer}`;
  return new WebIdentityPrincipal(provider, {
    StringEquals: { [`${issuer}:aud`]: tokenAudience, [`${issuer}:sub`]: subject },
  });
}
