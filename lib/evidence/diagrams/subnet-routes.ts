import { lookup } from '../../cloudformation/lookup.ts';
import type { Model } from '../../cloudformation/model/model.ts';
import type { Resource } from '../../cloudformation/model/types.ts';
import { referenced } from '../../cloudformation/references.ts';

/** A route out of a subnet, with what it rests on. */
export interface SubnetRoute {
  readonly table: Resource;
  readonly association: Resource;
  readonly route: Resource;
  /** What takes the traffic: a NAT gateway or an internet gateway. */
  readonly to: Resource;
}

/** The route tables of subnets, as far as the templates associate them. */
export function tablesOf(
  subnets: readonly Resource[],
  model: Model,
): readonly Pick<SubnetRoute, 'table' | 'association'>[] {
  const associations = lookup(model.ofType('AWS::EC2::SubnetRouteTableAssociation'), 'SubnetId');
  return subnets.flatMap(associations.naming).flatMap((association) => {
    const table = referenced(association.property('RouteTableId'));
    return table ? [{ table, association }] : [];
  });
}

/** The routes of subnets that lead out of their network. */
export function routesOutOf(subnets: readonly Resource[], model: Model): readonly SubnetRoute[] {
  const routes = lookup(model.ofType('AWS::EC2::Route'), 'RouteTableId');
  return tablesOf(subnets, model).flatMap((from) =>
    routes.naming(from.table).flatMap((route) => {
      const to = referenced(route.property('NatGatewayId')) ?? referenced(route.property('GatewayId'));
      return to ? [{ ...from, route, to }] : [];
    }),
  );
}
