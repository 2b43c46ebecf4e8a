import type { Model, StorefrontTemplates } from '../cloudformation/model/model.ts';
import { ownerOf } from './fingerprint.ts';
import type { Judgement } from './judged-finding.ts';
import type { Rule } from './rule.ts';

/** Judges a storefront that lacks what a rule judges: it failed, somebody else owns it, or nobody can tell. */
export function judgeAbsence(
  rule: Rule,
  storefront: StorefrontTemplates,
  model: Model,
): readonly Judgement[] {
  const { required } = rule;
  if (!required) return [];
  const { type, stack } = required;
  const made = storefront.templates
    .flatMap((template) => template.ofType(type))
    .map((resource) => resource.isMade());
  if (made.includes(true)) return [];

  const home = model.stackOf(storefront, stack);
  const template = home ?? storefront.templates[0];
  if (!template) return [];
  const { message, missingStack, ...verdict } = absenceVerdict(rule, storefront, {
    ...required,
    isGiven: home !== undefined,
    mayBeMade: made.length > 0 && !made.every((decision) => decision === false),
  });
  return [
    {
      ...verdict,
      rule,
      said: { path: 'Resources', message, actual: 'not set', expected: type, missingStack },
      place: {
        stack: template.stackName ?? template.name,
        template: template.name,
        logicalId: '',
        type,
        // It belongs to the stack that ought to have it, whichever templates were given.
        owner: { ...ownerOf(template), role: stack },
        id: '',
      },
    },
  ];
}

interface Lacking {
  readonly type: string;
  readonly stack: string;
  /** Whether the template of the stack is among those that are judged. */
  readonly isGiven: boolean;
  /** Whether a condition decides at deployment whether there is one. */
  readonly mayBeMade: boolean;
}

type AbsenceVerdict = Pick<Judgement, 'status' | 'declaration'> & {
  readonly message: string;
  readonly missingStack?: string;
};

function absenceVerdict(
  { controls }: Rule,
  { contract }: StorefrontTemplates,
  { type, stack, isGiven, mayBeMade }: Lacking,
): AbsenceVerdict {
  const declaration = contract.declared.find(({ control }) => controls.includes(control));
  if (declaration) {
    const { owner, arn } = declaration;
    return { status: 'declared', declaration, message: `${owner} owns it: ${arn}` };
  }
  if (mayBeMade) {
    return { status: 'unknown', message: `whether the storefront has a ${type} is only known at deployment` };
  }
  if (isGiven) return { status: 'fail', message: `the storefront has no ${type}` };
  return {
    status: 'unknown',
    missingStack: stack,
    message: `the ${stack} stack is not among the templates, so ${type} was not seen`,
  };
}
