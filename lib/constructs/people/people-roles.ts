import { Duration, Stack } from 'aws-cdk-lib';
import { type IPrincipal, ManagedPolicy, type PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { pascalCase, resourceName } from '../../contract/names.ts';
import { type Work, workNames, works } from '../../contract/works.ts';
import { giveToPeople } from '../contract/contract-entries.ts';
import { applyKitException } from '../contract/kit-exceptions.ts';
import type { Storefront } from '../contract/storefront.ts';
import type { Stores } from '../data/stores.ts';
import { readingEvidence } from './evidence-access.ts';
import { explainNames } from './explain-names.ts';
import {
  decidingOnOrders,
  handlingPersonalData,
  readingOrders,
  releasingCatalogues,
} from './order-access.ts';
import { stagingSecrets } from './secret-access.ts';
import { breakingGlass, deploying, releasingSite } from './stack-access.ts';
import { sessionSeconds, trustIn, users } from './trust.ts';
import { lookingLive, operating } from './watch-access.ts';
import type { WorkPlace } from './work-place.ts';

export interface PeopleRolesProps {
  readonly storefront: Storefront;
  readonly stores: Stores;
}

/** AWS's own policies that a work has beside its statements. */
const policiesOf: Readonly<Partial<Record<Work, readonly string[]>>> = {
  // It reads how everything is set up, and nothing that is kept in it: AWS keeps the policy up to date.
  audit: ['SecurityAudit'],
};

const accessOf: Readonly<Record<Work, (place: WorkPlace) => readonly PolicyStatement[]>> = {
  deploy: deploying,
  releaseSite: releasingSite,
  releaseCatalogue: releasingCatalogues,
  readOrders: readingOrders,
  decideOrders: decidingOnOrders,
  handlePersonalData: handlingPersonalData,
  stageSecrets: stagingSecrets,
  operate: operating,
  readEvidence: readingEvidence,
  audit: lookingLive,
  breakGlass: breakingGlass,
};

/** A role for each work that somebody does, with what the work needs and no more. */
export class PeopleRoles extends Construct {
  constructor(scope: Construct, id: string, { storefront, stores }: PeopleRolesProps) {
    super(scope, id);
    const place = { storefront, stores, stack: Stack.of(this) };
    for (const work of workNames) {
      const trusted = this.trustedIn(work, storefront);
      if (trusted) this.addRole(work, trusted, place);
    }
  }

  private trustedIn(work: Work, { environment: { people } }: Storefront): IPrincipal | undefined {
    if (!people) throw new Error('an environment that says nothing of people has no roles for them');
    const { signIn, roles, breakGlass } = people;
    if (work === 'breakGlass') return breakGlass && users(breakGlass);
    const holders = roles[work];
    return holders && trustIn(this, signIn, holders);
  }

  private addRole(work: Work, assumedBy: IPrincipal, place: WorkPlace): void {
    const { role: name, does } = works[work];
    const { [work]: policies = [] } = policiesOf;
    const role = new Role(this, pascalCase(name), {
      roleName: resourceName(place.storefront, name),
      description: `Of ${place.storefront.shop} ${place.storefront.name}: who takes it on ${does}`,
      assumedBy,
      maxSessionDuration: Duration.seconds(sessionSeconds),
      managedPolicies: policies.map((policy) => ManagedPolicy.fromAwsManagedPolicyName(policy)),
    });
    const statements = accessOf[work](place);
    for (const statement of statements) role.addToPolicy(statement);
    giveToPeople(role, work);
    explainNames(role, statements, place.storefront);
    for (const policy of policies) explainPolicy(role, policy, place.storefront);
  }
}

/** Each policy that AWS keeps is told to the other pack. */
function explainPolicy(role: Role, policy: string, storefront: Storefront): void {
  applyKitException(role, 'people-roles', storefront, {
    rule: `AwsSolutions::AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${policy}]`,
  });
}
