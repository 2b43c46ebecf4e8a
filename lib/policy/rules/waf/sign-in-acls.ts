import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';
import { type PathSet, pattern } from './path-match.ts';

/** Where passwords are guessed at the sign-in pages of a user pool. */
export const signInPaths: readonly PathSet[] = ['/login', '/signup', '/forgotPassword'].map(pattern);

/** Why a rule about the paths of a shop says nothing of a web ACL that fronts user pools alone. */
export const notOfTheShop = 'the web ACL fronts user pools alone, whose pages are none of the shop’s paths';

/** Whether a web ACL fronts user pools and nothing else that is known: the paths of a shop never pass it then. */
export function frontsPoolsAlone(acl: Resource, model: Model): boolean {
  if (acl.property('Scope').literal !== 'REGIONAL') return false;
  const fronted = model
    .referrers(acl, 'AWS::WAFv2::WebACLAssociation')
    .flatMap((association) => association.property('ResourceArn').alternatives);
  return (
    fronted.length > 0 &&
    fronted.every((one) => one.kind === 'reference' && one.resource.type === 'AWS::Cognito::UserPool')
  );
}
