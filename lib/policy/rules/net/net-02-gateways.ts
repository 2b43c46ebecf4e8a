import { documentsOf } from '../../../cloudformation/identity-policies.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { mayAllow, type Statement, statements } from '../../../cloudformation/policy-documents.ts';
import { referenced, resourcesIn } from '../../../cloudformation/references.ts';
import { writtenText } from '../../../cloudformation/texts.ts';
import { isLike, takesInOneOf } from '../../../cloudformation/wildcards.ts';
import { gatewaySecretName } from '../../../contract/names.ts';
import type { StorefrontContract } from '../../../contract/schema.ts';
import { flawsOf } from '../../choices.ts';
import { observeList } from '../../expect.ts';
import { notApplicable, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';

const secretType = 'AWS::SecretsManager::Secret';

/** A function outside of the network connects to whatever answers, and no log of the network names it. */
export const net02Gateways: Rule = {
  id: 'NET-02-gateways',
  title:
    'Functions that hold the keys of payment gateways connect from the network, behind its firewall for names',
  severity: 'high',
  types: ['AWS::Lambda::Function'],
  why: 'Code that an attacker got into such a function sends the keys and the orders wherever it likes, and nothing stands in between.',
  fix: 'Set VpcConfig with private subnets and a group of the network, or take the right to read the secret away.',
  controls: ['NET-02', 'NET-06'],
  since: '0.1.0',
  stage: 'enforced',
  check: (lambda, model) => {
    const shop = model.storefrontOf(lambda.template)?.contract;
    if (!shop) return [notApplicable(lambda, 'no storefront names its gateways')];
    if (shop.purpose === 'non-production') {
      return [notApplicable(lambda, 'an environment that is not production has keys for tests alone')];
    }
    if (!holdsKeys(lambda, shop, model)) return [notApplicable(lambda, 'it reads no secret of a gateway')];
    // Which subnets and groups these are is asked by the rules about networks, so a list is no evidence here.
    const flaws = flawsOf([
      isListed(lambda.property('VpcConfig.SubnetIds'), 'private subnets of the network'),
      isListed(lambda.property('VpcConfig.SecurityGroupIds'), 'a security group of the network'),
    ]);
    return flaws.length > 0 ? flaws : [notApplicable(lambda, 'it connects from the network')];
  },
};

function isListed(list: Value, expected: string): Observation {
  return observeList(list, { expected }, (items) => items.some(({ isOptional }) => !isOptional));
}

/** Of a role that is not among the templates nobody knows what it reads. */
function holdsKeys(lambda: Resource, shop: StorefrontContract, model: Model): boolean {
  const role = referenced(lambda.property('Role'));
  if (!role) return true;
  const names = shop.payments.gateways.map(({ name }) =>
    gatewaySecretName({ shop: shop.shop, name: shop.environment }, name),
  );
  return documentsOf(role, model)
    .flatMap(statements)
    .some((statement) => mayAllow(statement) && mayRead(statement, names));
}

function mayRead({ actions, resources }: Statement, names: readonly string[]): boolean {
  if (takesInOneOf(actions, ['secretsmanager:GetSecretValue']) === false) return false;
  return (
    resources.negated || resources.values.some((resource) => names.some((name) => mayMean(resource, name)))
  );
}

function mayMean(resource: Value, name: string): boolean {
  return resource.alternatives.some((resolved) => {
    if (resolved.kind === 'unknown') return true;
    const secrets = resourcesIn(resolved).filter(({ type }) => type === secretType);
    if (secrets.length > 0) return secrets.some((secret) => secret.property('Name').literal === name);
    const [, , , , , , ...end] = writtenText(resolved).split(':');
    return (
      writtenText(resolved) === '*' || [name, `${name}-abcdef`].some((text) => isLike(text, end.join(':')))
    );
  });
}
