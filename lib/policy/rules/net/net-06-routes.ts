import { all } from '../../../cloudformation/model/truth.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { isPrivateSubnet } from '../../../cloudformation/subnets.ts';
import { observeList } from '../../expect.ts';
import { notApplicable, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';

const expected = 'subnets without a route to an internet gateway';

/** Where compute names the subnets that it runs in. */
const places: Readonly<Record<string, { readonly within: string; readonly list: string }>> = {
  'AWS::Lambda::Function': { within: 'VpcConfig', list: 'SubnetIds' },
  'AWS::ECS::Service': { within: 'NetworkConfiguration.AwsvpcConfiguration', list: 'Subnets' },
  'AWS::RDS::DBSubnetGroup': { within: '', list: 'SubnetIds' },
  'AWS::DocDB::DBSubnetGroup': { within: '', list: 'SubnetIds' },
  'AWS::Neptune::DBSubnetGroup': { within: '', list: 'SubnetIds' },
  'AWS::ElastiCache::SubnetGroup': { within: '', list: 'SubnetIds' },
};

/** A subnet is public when its route table leads to an internet gateway. */
export const net06Routes: Rule = {
  id: 'NET-06-routes',
  title:
    'Functions, services and databases in a network run in subnets without a route to an internet gateway',
  severity: 'high',
  types: Object.keys(places),
  why: 'In a public subnet one switch, or one address that somebody attaches, puts a database on the internet.',
  fix: 'Use subnets whose route tables lead to a NAT gateway, to endpoints or nowhere.',
  controls: ['NET-06'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource, model) => {
    const { within, list: name } = places[resource.type] ?? { within: '', list: '' };
    const config = resource.property(within);
    if (config.isAbsent) return [notApplicable(resource, 'it is in no network')];
    const list = config.at(name);
    if (isOthers(resource, list)) {
      return [observation('unknown', list, { expected }).with({ ownersControl: 'NET-06' })];
    }
    return [
      observeList(
        list,
        { expected },
        (items) => items.length > 0 && all(items.map((item) => isPrivateSubnet(item, model))),
      ),
    ];
  },
};

function isOthers(resource: Resource, list: Value): boolean {
  const theirs = resource.template.storefront?.existingNetwork?.subnets;
  return theirs !== undefined && list.items().every(({ literal }) => theirs.includes(String(literal)));
}
