import { behaviours } from '../../../cloudformation/distributions.ts';
import { attachedPolicies, headersPolicyType } from '../../../cloudformation/headers-policies.ts';
import { isList } from '../../../cloudformation/model/json.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { hostNames } from '../../../contract/launch.ts';
import { covers, mayMatchSame } from '../../../contract/path-patterns.ts';
import { defaultPath } from '../../../contract/paths.ts';
import type { StorefrontPath } from '../../../contract/schema.ts';
import { flawsOf } from '../../choices.ts';
import { asBoolean, expectOneOf, observeLiteral } from '../../expect.ts';
import { notApplicable, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { expectOrigins, isOrigin } from './hdr-08.ts';
import { managedPolicies } from './managed-policies.ts';
import { namedItems } from './response-headers.ts';

const distributionType = 'AWS::CloudFront::Distribution';

/** CORS that CloudFront adds: a wildcard is only for what everybody may read anyway. */
export const hdr08Edge: Rule = {
  id: 'HDR-08-edge',
  title: 'CloudFront lets no origin but named ones read what belongs to a shopper',
  severity: 'medium',
  types: [headersPolicyType, distributionType],
  why: 'With a wildcard any site can read orders or accounts through the browser of whoever visits it.',
  fix: 'List exact https origins in CorsConfig, or leave it out, and name none but its own where a shop answers; keep policies with a wildcard to behaviours that only read public files.',
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
  const custom = customOrigins(policy, model);
  return cors.isAbsent
    ? custom
    : [...configured(cors, policy, model), ...ofOthers(cors, policy, model), ...custom];
}

function configured(cors: Value, policy: Resource, model: Model): readonly Observation[] {
  const seen = expectOrigins(cors.at('AccessControlAllowOrigins.Items'));
  const credentials = asBoolean(cors.at('AccessControlAllowCredentials').withDefault(false).literal);
  return credentials === false && seen.actual === '["*"]' && isPublic(policy, model) ? [] : [seen];
}

/** Pages of others have no business with the functions of a shop, however exactly they are named. */
function ofOthers(cors: Value, policy: Resource, model: Model): readonly Observation[] {
  const shop = model.storefrontOf(policy.template)?.contract;
  if (!shop || isPublic(policy, model)) return [];
  const own = hostNames(shop).map((host) => `https://${host}`);
  // A wildcard is objected to already.
  const items = cors
    .at('AccessControlAllowOrigins.Items')
    .items()
    .filter(({ literal }) => literal !== '*');
  return flawsOf(items.map((item) => expectOneOf(item, own)));
}

/** The header that CORS rests on can be written out by its name too. */
function customOrigins(policy: Resource, model: Model): readonly Observation[] {
  return namedItems(policy, 'Access-Control-Allow-Origin').flatMap((item) => {
    const value = item.at('Value');
    if (value.literal === '*' && isPublic(policy, model)) return [];
    const judge = (literal: unknown) => typeof literal === 'string' && isOrigin(literal);
    return [observeLiteral(value, { expected: 'an exact https origin' }, judge)];
  });
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
    return [seen.withNote(`${open.name} of AWS lets every origin read`)];
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
  const { paths } = storefront.contract;
  const around = paths.find((path) => covers(path.pattern, pattern));
  return around?.sensitive === true || paths.some((path) => takes(behaviour, pattern, path));
}

/** Whether a behaviour answers on a sensitive path because it stands before the one that is meant for it. */
function takes(behaviour: Value, pattern: string, path: StorefrontPath): boolean {
  if (!path.sensitive || pattern === defaultPath || !mayMatchSame(pattern, path.pattern)) return false;
  const [, ...extra] = behaviours(behaviour.resource);
  const position = extra.findIndex((other) => other.path === behaviour.path);
  return !extra.slice(0, position).some((other) => other.at('PathPattern').literal === path.pattern);
}
