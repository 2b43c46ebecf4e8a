import { namesOnlySeen, type Places } from '../../among-templates.ts';
import places from '../../named-places.json' with { type: 'json' };
import type { Rule } from '../../rule.ts';

const roles: Places = places.roles;

/** What works with a role that stands in no template has rights that no rule judges. */
export const iam01Roles: Rule = {
  id: 'IAM-01-roles',
  title: 'What a storefront runs has roles that stand among its templates',
  severity: 'high',
  types: Object.keys(roles),
  why: 'A role that somebody made by hand may do anything, and whoever gets into the function that has it may do it, too.',
  fix: 'Make the role in the templates and refer to it.',
  controls: ['IAM-01'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource, model) => namesOnlySeen(resource, roles, model),
};
