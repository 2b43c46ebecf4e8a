import { lookup } from '../../../cloudformation/lookup.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import type { Origin } from '../../../cloudformation/origins.ts';
import { attached, mentionedBy, referenced } from '../../../cloudformation/references.ts';
import { expectOneOf, expectPresent, expectSeen, expectTrue } from '../../expect.ts';
import { missing, type Observation } from '../../observation.ts';

/** Judges that an API behind a domain name of its own answers there alone, and not to everybody. */
export function apiGateway(domainName: Resource, _origin: Origin, model: Model): readonly Observation[] {
  const mappings = [
    ...attached(model, domainName, { type: 'AWS::ApiGateway::BasePathMapping', path: 'DomainName' }),
    ...attached(model, domainName, { type: 'AWS::ApiGatewayV2::ApiMapping', path: 'DomainName' }),
  ];
  if (mappings.length === 0) return [missing(domainName, 'Properties.DomainName', 'a mapping to an API')];
  return mappings.flatMap((mapping) => mapped(mapping, model));
}

function mapped(mapping: Resource, model: Model): readonly Observation[] {
  const id = mapping.property(mapping.type.startsWith('AWS::ApiGatewayV2') ? 'ApiId' : 'RestApiId');
  const api = referenced(id);
  if (!api) {
    return [expectSeen(id, 'an API among the templates')];
  }
  return [
    expectPresent(id, 'an API'),
    expectTrue(api.property('DisableExecuteApiEndpoint').withDefault(false)),
    ...guarded(api, mapping.property('Stage'), model),
  ];
}

/** A firewall on the stage, or else an authorizer on every method. */
function guarded(api: Resource, stage: Value, model: Model): readonly Observation[] {
  const stages = [api, referenced(stage)].filter((one) => one !== undefined);
  const { naming, open } = lookup(model.beside(api, 'AWS::WAFv2::WebACLAssociation'), 'ResourceArn');
  const firewall = [...stages.flatMap(naming), ...open]
    .map((association) => association.property('ResourceArn'))
    .find((arn) => mentionedBy(arn).some((resource) => stages.includes(resource)));
  if (firewall) return [expectPresent(firewall, 'the stage of the API')];
  const methods = [
    ...attached(model, api, { type: 'AWS::ApiGateway::Method', path: 'RestApiId' }),
    ...attached(model, api, { type: 'AWS::ApiGatewayV2::Route', path: 'ApiId' }),
  ];
  const expected = 'a web ACL on its stage, or methods that each have an authorizer';
  if (methods.length === 0) return [missing(api, 'Properties', expected)];
  return methods.map((method) =>
    expectOneOf(method.property('AuthorizationType').withDefault('NONE'), authorizers),
  );
}

const authorizers = ['AWS_IAM', 'COGNITO_USER_POOLS', 'CUSTOM', 'JWT'];
