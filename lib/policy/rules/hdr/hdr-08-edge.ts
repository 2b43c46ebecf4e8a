import { covers, defaultPath } from '../../../contract/paths.ts';
import { isList } from '../../model/json.ts';
import type { Model } from '../../model/model.ts';
import type { Resource } from '../../model/resource.ts';
import type { Value } from '../../model/value.ts';
import { asBoolean, notApplicable, observation, withNote } from '../../observe.ts';
import type { Observation, Rule } from '../../rule.ts';
import { behaviours } from '../edge/behaviours.ts';
import { attachedPolicies, headersPolicyType } from './attached-policies.ts';
import { expectOrigins } from './cors-lists.ts';
import { managedPolicies } from './managed-policies.ts';

const distributionType = 'AWS::CloudFront::Distribution';

/** CORS that CloudFront adds: a wildcard is only for what everybody may read anyway. */
export const hdr08Edge: Rule = {
  id: 'HDR-08-edge',
  title: 'CloudFront lets no origin but named ones read what belongs to a shopper',
  severity: 'medium',
  types: [headersPolicyType, distributionType],
  why: 'With a wildcard any site can read orders or accounts through the browser of whoever visits it.',
  fix: 'List exact https origins in CorsConfig, or leave it out; keep policies with a wildcard to behaviours that only read public files.',
  controls: ['HDR-08'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource, model) => {
    const seen = resource.type === distributionType ? managed(resource, model) : own(resource, model);
    return seen.length > 0
      ? seen
      : [notApplicable(resource, 'it lets no other origin read what is not public')];
  },
};

function own(policy: Resource, model: Model): readonly Observation[] {
  const cors = policy.property('ResponseHeadersPolicyConfig.CorsConfig');
  if (cors.isAbsent) return [];
  const seen = expectOrigins(cors.at('AccessControlAllowOrigins.Items'));
  const credentials = asBoolean(cors.at('AccessControlAllowCredentials').withDefault(false).literal);
  return credentials === false && seen.actual === '["*"]' && isPublic(policy, model) ? [] : [seen];
}

function isPublic(policy: Resource, model: Model): boolean {
  const used = model
    .referrers(policy, distributionType)
    .flatMap(behaviours)
    .filter((behaviour) => attachedPolicies(behaviour).includes(policy));
  return used.length > 0 && used.every((behaviour) => servesPublicFiles(behaviour, model));
}

/** The policies of AWS that allow every origin, where a behaviour does more than serve public files. */
function managed(distribution: Resource, model: Model): readonly Observation[] {
  return behaviours(distribution).flatMap((behaviour) => {
    const id = behaviour.at('ResponseHeadersPolicyId');
    const [open] = managedPolicies(id).filter(({ anyOrigin }) => anyOrigin);
    if (!open || servesPublicFiles(behaviour, model)) return [];
    const seen = observation('fail', id, { expected: 'a headers policy that names the origins' });
    return [withNote(seen, `${open.name} of AWS lets every origin read`)];
  });
}

function servesPublicFiles(behaviour: Value, model: Model): boolean {
  return onlyReads(behaviour) && !isSensitive(behaviour, model);
}

const reading = ['GET', 'HEAD', 'OPTIONS'];

function onlyReads(behaviour: Value): boolean {
  const methods = behaviour.at('AllowedMethods').withDefault(['GET', 'HEAD']);
  return methods.alternatives.every(
    (resolved) =>
      resolved.kind === 'literal' &&
      isList(resolved.value) &&
      resolved.value.every((method) => typeof method === 'string' && reading.includes(method)),
  );
}

function isSensitive(behaviour: Value, model: Model): boolean {
  const storefront = model.storefrontOf(behaviour.resource.template);
  const pattern = behaviour.at('PathPattern').withDefault(defaultPath).literal;
  if (!storefront) return false;
  if (typeof pattern !== 'string') return true;
  return storefront.metadata.paths.find((path) => covers(path.pattern, pattern))?.sensitive ?? false;
}
