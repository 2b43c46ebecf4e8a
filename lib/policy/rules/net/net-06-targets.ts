import { namesOnlySeen, type Places } from '../../among-templates.ts';
import places from '../../named-places.json' with { type: 'json' };
import type { Rule } from '../../rule.ts';

const network: Places = places.network;

/** A route, a group or a resolver that stands in no template was judged by nobody. */
export const net06Targets: Rule = {
  id: 'NET-06-targets',
  title: 'Routes, subnets, groups and resolvers of a storefront are among its templates',
  severity: 'high',
  types: Object.keys(network),
  why: 'A gateway, an interface or a peer that is named by its id alone leads traffic around the firewall for names, and nobody sees where to.',
  fix: 'Make the gateway, the group or the table in the templates and refer to it, or declare the network in which it is with its owner.',
  controls: ['NET-06'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource, model) => namesOnlySeen(resource, network, model),
};
