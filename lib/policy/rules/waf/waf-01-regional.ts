import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resolved, Resource } from '../../../cloudformation/model/types.ts';
import { existsWith, referenced, resourcesIn } from '../../../cloudformation/references.ts';
import { doubtAbout, observe, type Verdict } from '../../expect.ts';
import { missing, notApplicable, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { expectWebAcl } from './web-acl-reference.ts';

const association = 'AWS::WAFv2::WebACLAssociation';

/** Regional entry points do not name their web ACL: an association of its own has to say it. */
export const waf01Regional: Rule = {
  id: 'WAF-01-regional',
  title: 'A web ACL fronts every load balancer, API stage and user pool that the internet reaches',
  severity: 'high',
  types: ['AWS::ElasticLoadBalancingV2::LoadBalancer', 'AWS::ApiGateway::Stage', 'AWS::Cognito::UserPool'],
  why: 'Whoever calls the regional endpoint directly goes around the web ACL of the distribution before it.',
  fix: 'Make the load balancer internal, or add an AWS::WAFv2::WebACLAssociation with a web ACL of scope REGIONAL.',
  controls: ['WAF-01'],
  since: '0.1.0',
  stage: 'enforced',
  check: (entry, model) => {
    const why = privacy[entry.type]?.(entry);
    return why === undefined ? associations(entry, model) : [notApplicable(entry, why)];
  },
};

/** Why the internet does not reach an entry point, or no web ACL can front it; nothing where it needs one. */
const privacy: Readonly<Record<string, (entry: Resource) => string | undefined>> = {
  'AWS::ElasticLoadBalancingV2::LoadBalancer': (balancer) => {
    const type = balancer.property('Type').withDefault('application').literal;
    if (type === 'network' || type === 'gateway') return `a ${type} load balancer takes no web ACL`;
    return balancer.property('Scheme').literal === 'internal' ? 'the load balancer is internal' : undefined;
  },
  'AWS::ApiGateway::Stage': (stage) => {
    const types = apiOf(stage)?.property('EndpointConfiguration.Types').items() ?? [];
    const isPrivate = types.length > 0 && types.every(({ literal }) => literal === 'PRIVATE');
    return isPrivate ? 'the API is private' : undefined;
  },
};

function associations(entry: Resource, model: Model): readonly Observation[] {
  const api = apiOf(entry);
  const found = [entry, ...(api ? [api] : [])].flatMap((target) => model.referrers(target, association));
  const own = [...new Set(found)].filter(
    (one) => existsWith(one, entry) !== false && arnOf(one).alternatives.some((arn) => names(arn, entry)),
  );
  if (own.length === 0) return [missing(entry, 'Properties', `an ${association} that refers to it`)];
  return own.flatMap((one) => [
    observe(arnOf(one), { expected: `the ARN of ${entry.logicalId}` }, (arn) => names(arn, entry)),
    ...expectWebAcl(one.property('WebACLArn'), 'REGIONAL'),
    ...doubtAbout(one, entry),
  ]);
}

function arnOf(one: Resource) {
  return one.property('ResourceArn');
}

/** The API of a stage, where the template tells. */
function apiOf(stage: Resource): Resource | undefined {
  return stage.type === 'AWS::ApiGateway::Stage' ? referenced(stage.property('RestApiId')) : undefined;
}

/** Whether an ARN means the entry point; that of a stage is put together from its API's id and its name. */
function names(arn: Resolved, entry: Resource): Verdict {
  if (arn.kind === 'reference') return arn.resource === entry;
  if (arn.kind === 'literal' || arn.kind === 'absent') return false;
  if (arn.kind === 'unknown') return undefined;
  const used = resourcesIn(arn);
  if (used.includes(entry)) return true;
  const api = apiOf(entry);
  const name = entry.property('StageName').literal;
  const isNamed = typeof name === 'string' && String(arn.parts.at(-1)).endsWith(`/stages/${name}`);
  return api !== undefined && used.includes(api) && isNamed;
}
