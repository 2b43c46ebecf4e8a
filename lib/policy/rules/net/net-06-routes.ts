import { lookup } from '../../../cloudformation/lookup.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import { all, type Truth } from '../../../cloudformation/model/truth.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { referenced } from '../../../cloudformation/references.ts';
import { textIs } from '../../../cloudformation/texts.ts';
import { observeList } from '../../expect.ts';
import { notApplicable, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';

const subnet = 'AWS::EC2::Subnet';
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
        (items) => items.length > 0 && all(items.map((item) => isPrivate(item, model))),
      ),
    ];
  },
};

function isOthers(resource: Resource, list: Value): boolean {
  const theirs = resource.template.storefront?.existingNetwork?.subnets;
  return theirs !== undefined && list.items().every(({ literal }) => theirs.includes(String(literal)));
}

function isPrivate(item: Value, model: Model): Truth {
  const found = referenced(item);
  if (found?.type === subnet) return all(routesOf(found, model).map(leadsElsewhere));
  // A subnet that is among no templates has routes that nobody saw.
  return textIs(item, (text) => /^subnet-/.test(text)) === false ? false : undefined;
}

/** A subnet without an association has the main table of its network, to which no template adds a route. */
function routesOf(found: Resource, model: Model): readonly Resource[] {
  const tables = lookup(model.ofType('AWS::EC2::SubnetRouteTableAssociation'), 'SubnetId')
    .naming(found)
    .flatMap((association) => referenced(association.property('RouteTableId')) ?? []);
  const routes = lookup(model.ofType('AWS::EC2::Route'), 'RouteTableId');
  return tables.flatMap((table) => routes.naming(table));
}

function leadsElsewhere(route: Resource): Truth {
  return all(
    route.property('GatewayId').alternatives.map((resolved): Truth => {
      if (resolved.kind === 'absent') return true;
      if (resolved.kind === 'reference') return resolved.resource.type !== 'AWS::EC2::InternetGateway';
      return resolved.kind === 'literal' ? !String(resolved.value).startsWith('igw-') : undefined;
    }),
  );
}
