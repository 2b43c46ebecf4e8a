import { Effect, type PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { applyKitException } from '../contract/kit-exceptions.ts';
import type { Storefront } from '../contract/storefront.ts';

/** What a role is allowed to do to a name with a star is told to the other pack, one by one. */
export function explainNames(
  role: Role,
  statements: readonly PolicyStatement[],
  storefront: Storefront,
): void {
  const allowed = statements.filter(({ effect }) => effect === Effect.ALLOW);
  const wide = new Set(allowed.flatMap(({ resources }) => resources).filter((name) => name.includes('*')));
  for (const resource of wide) {
    applyKitException(role.node.findChild('DefaultPolicy'), 'people-roles', storefront, {
      rule: `AwsSolutions::AwsSolutions-IAM5[Resource::${resource}]`,
    });
  }
}
