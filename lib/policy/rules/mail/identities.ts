import { isPublic } from '../../../cloudformation/hosted-zones.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';

/** What mail is sent by: a domain, or one address of it. */
export const identityType = 'AWS::SES::EmailIdentity';

/** The domain of an identity in lower case; nothing where only the deployment knows it. */
export function domainOf(identity: Resource): string | undefined {
  const { literal } = identity.property('EmailIdentity');
  if (typeof literal !== 'string' || literal.includes('{{resolve:')) return undefined;
  return literal
    .slice(literal.indexOf('@') + 1)
    .toLowerCase()
    .replace(/\.$/, '');
}

/** The identities beside a resource that send from a name, or may. */
export function namedIdentities(model: Model, beside: Resource, name: string): readonly Resource[] {
  return model
    .beside(beside, identityType)
    .filter((identity) => [name, undefined].includes(domainOf(identity)));
}

/** Whether a zone beside a resource holds a name, so that the name's records ought to be among the templates, too. */
export function hasZoneOf(name: string, beside: Resource, model: Model): boolean {
  return model.beside(beside, 'AWS::Route53::HostedZone').some((zone) => {
    const { literal } = zone.property('Name');
    return (
      isPublic(zone) && typeof literal === 'string' && `.${name}`.endsWith(`.${literal.replace(/\.$/, '')}`)
    );
  });
}
