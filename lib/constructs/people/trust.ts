import { Stack } from 'aws-cdk-lib';
import { AccountPrincipal, ArnPrincipal, CompositePrincipal, type IPrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { SignIn } from '../../contract/works.ts';

/**
 * The longest session of a role that people take on, and the oldest second factor that it takes, in seconds. A session that one
 * role gives for another never lasts longer
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_manage-assume.html, "role chaining").
 */
export const sessionSeconds = 3600;

/** Identity Center ends the names of the roles that it makes with as many characters of its own. */
const ownCharacters = '?'.repeat(16);

/** Lets people take a role on who sign in that way: permission sets by name, or IAM users by ARN. */
export function trustIn(scope: Construct, signIn: SignIn, holders: readonly string[]): IPrincipal {
  return signIn === 'iam' ? users(holders) : sessionsOf(Stack.of(scope), holders);
}

/** Users by name, within an hour of their second factor. Whoever has none, or a key alone, is refused. */
export function users(arns: readonly string[]): IPrincipal {
  return new CompositePrincipal(...arns.map((arn) => new ArnPrincipal(arn))).withConditions({
    Bool: { 'aws:MultiFactorAuthPresent': 'true' },
    NumericLessThan: { 'aws:MultiFactorAuthAge': String(sessionSeconds) },
  });
}

/**
 * Whoever has a session of a permission set in this account. The role that Identity Center makes of it does not exist before
 * somebody assigns the set, and a trust policy cannot name what does not exist, so a condition names it: nobody else can make a role
 * below its path.
 */
function sessionsOf({ account, partition }: Stack, sets: readonly string[]): IPrincipal {
  const path = `arn:${partition}:iam::${account}:role/aws-reserved/sso.amazonaws.com`;
  // The path ends with the region of Identity Center, unless that is us-east-1.
  const roles = sets.flatMap((name) =>
    ['', '/*'].map((region) => `${path}${region}/AWSReservedSSO_${name}_${ownCharacters}`),
  );
  return new AccountPrincipal(account).withConditions({ ArnLike: { 'aws:PrincipalArn': roles } });
}
