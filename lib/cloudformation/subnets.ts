import { lookup } from './lookup.ts';
import type { Model } from './model/model.ts';
import { all, type Truth } from './model/truth.ts';
import type { Resource, Value } from './model/types.ts';
import { referenced } from './references.ts';
import { textIs } from './texts.ts';

const subnet = 'AWS::EC2::Subnet';

/** Whether a subnet has no route to an internet gateway; undefined where nobody saw its routes. */
export function isPrivateSubnet(item: Value, model: Model): Truth {
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
