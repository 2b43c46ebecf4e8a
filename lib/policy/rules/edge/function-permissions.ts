import { isOwnAccount } from '../../../cloudformation/accounts.ts';
import { namesDistribution, namesOwnDistributions } from '../../../cloudformation/distributions.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import { some } from '../../../cloudformation/model/truth.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';
import { attached, referenced } from '../../../cloudformation/references.ts';
import { textIs } from '../../../cloudformation/texts.ts';
import { matchesAction } from '../../../cloudformation/wildcards.ts';
import type { Verdict } from '../../expect.ts';
import { type Observation, observation } from '../../observation.ts';

/** Finds fault with permissions by which anybody, or anybody's distribution, may call the function of a URL. */
export function openPermissions(url: Resource, model: Model): readonly Observation[] {
  const target = referenced(url.property('TargetFunctionArn'));
  if (!target) return [];
  const permissions = attached(model, target, { type: 'AWS::Lambda::Permission', path: 'FunctionName' });
  return permissions.filter(isForUrl).flatMap(limitedToShop);
}

/** One for unsigned requests opens nothing: the URL itself is judged for refusing them. */
function isForUrl(permission: Resource): boolean {
  const isUnsigned = textIs(permission.property('FunctionUrlAuthType'), (type) => type === 'NONE');
  return isUnsigned !== true && matchesAction(permission.property('Action'), urlAction) !== false;
}

const urlAction = 'lambda:InvokeFunctionUrl';

function limitedToShop(permission: Resource): readonly Observation[] {
  const principal = permission.property('Principal');
  const limits = isLimited(permission);
  if (limits || textIs(principal, (text) => everybody.includes(text)) === false) return [];
  const expected = 'a principal that SourceArn limits to a distribution of the templates';
  return [observation(limits === false ? 'fail' : 'unknown', principal, { expected })];
}

const everybody = ['*', 'cloudfront.amazonaws.com'];

function isLimited(permission: Resource): Verdict {
  const arn = permission.property('SourceArn');
  const account = permission.property('SourceAccount');
  return some([
    namesDistribution(arn),
    namesOwnDistributions(arn),
    account.isAbsent ? false : isOwnAccount(account),
    !permission.property('PrincipalOrgID').isAbsent,
  ]);
}
