import { namesOnlySeen, type Places } from '../../among-templates.ts';
import places from '../../named-places.json' with { type: 'json' };
import type { Rule } from '../../rule.ts';

const requests: Places = places.requests;

/** Whoever answers a path of the shop is the shop to the shopper. */
export const edge06Targets: Rule = {
  id: 'EDGE-06-targets',
  title: 'What answers the requests of a storefront stands among its templates',
  severity: 'high',
  types: Object.keys(requests),
  why: 'One rule of a listener with a lower priority takes the checkout to a server that somebody else runs, and names it by an ARN that nobody reads.',
  fix: 'Make the listener, its rules, their target groups and what these call in the templates, and refer to them.',
  controls: ['EDGE-06'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource, model) => namesOnlySeen(resource, requests, model),
};
