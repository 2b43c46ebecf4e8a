import { expansionsOf, hidersIn } from '../../../cloudformation/hidden-resources.ts';
import type { Model, StorefrontTemplates } from '../../../cloudformation/model/model.ts';
import type { Template } from '../../../cloudformation/model/types.ts';
import { memoized } from '../../../memoized.ts';
import { observation } from '../../observation.ts';
import type { Remark } from '../../remark.ts';
import type { Rule } from '../../rule.ts';

const types = ['AWS::IAM::User', 'AWS::IAM::AccessKey', 'AWS::IAM::UserToGroupAddition'];
const roleType = 'AWS::IAM::Role';

/** Where it was seen: it is about every resource, and none of them shows it alone. */
const everyType = 'Resources.*.Type';

/** There is no good user of IAM: people sign in through a directory, and software has roles. */
export const iam02: Rule = {
  id: 'IAM-02',
  title: 'No template makes users of IAM or their keys',
  severity: 'high',
  types,
  storefront: onlyRoles,
  why: 'A key of a user is valid until somebody thinks of it, wherever it was copied to, and does not tell who used it.',
  fix: 'Give people access through IAM Identity Center, pipelines through OpenID Connect, and software a role.',
  controls: ['IAM-02'],
  since: '0.1.0',
  stage: 'enforced',
  check: (user) => [
    observation('fail', user.attribute('Type'), { expected: 'a role, or no identity at all' }),
  ],
};

/** A storefront passes where every identity that it makes was seen, and each is a role; of a part of it nobody can say so. */
function onlyRoles({ contract, templates }: StorefrontTemplates, model: Model): readonly Remark[] {
  const [template] = templates;
  const countOf = (type: string) => templates.reduce((sum, each) => sum + each.ofType(type).length, 0);
  if (!template || types.some((type) => countOf(type) > 0)) return [];
  const roles = countOf(roleType);
  const place = {
    template,
    isOfAll: true,
    path: everyType,
    type: '',
    expected: 'no user and no key of IAM',
  };
  const unseen = whyUnseen({ contract, templates }, model);
  if (unseen !== undefined || roles === 0) {
    const lacking = unseen ?? 'they make no identity at all';
    const message = `no user of IAM is among the templates of ${contract.shop}, and ${lacking}`;
    return [{ ...place, status: 'notApplicable', message, actual: 'not set' }];
  }
  const actual = roles === 1 ? 'a role' : `${roles} roles`;
  const message = `the identities of ${contract.shop} are ${actual}, and no user or key of IAM`;
  return [{ ...place, status: 'pass', message, actual }];
}

/** Why there may be more identities than were seen; nothing where all were. */
function whyUnseen({ contract, templates }: StorefrontTemplates, model: Model): string | undefined {
  const missing = contract.stacks.filter(
    (stack) => !templates.some(({ storefront }) => storefront?.stack === stack),
  );
  if (missing.length > 0) return `the stacks ${missing.join(', ')} were not given`;
  const isHidden = templates.some((template) => hiding(model).has(template) || isUnfinished(template));
  return isHidden ? 'something in them makes resources that nobody has seen' : undefined;
}

const hiding = memoized(
  (model: Model): ReadonlySet<Template> =>
    new Set(hidersIn(model).map(({ place }) => place.resource.template)),
);

function isUnfinished(template: Template): boolean {
  return template.unreadable !== undefined || expansionsOf(template).length > 0;
}
