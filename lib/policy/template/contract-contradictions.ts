import { isDeepStrictEqual } from 'node:util';
import type { Storefront } from '../../cloudformation/model/model.ts';
import type { Template } from '../../cloudformation/model/template.ts';
import type { StorefrontMetadata } from '../../contract/metadata.ts';

/** Something that a contract says and that cannot hold beside the rest. */
export interface Contradiction {
  readonly template: Template;
  readonly mistake: string;
}

/** Where the templates of a storefront deny each other: a rule would believe whichever it asks. */
export function contractContradictions({ templates }: Storefront): readonly Contradiction[] {
  const [first] = templates;
  return templates.flatMap((template) => {
    const own = template.storefront;
    const common = first?.storefront;
    if (!first || !own || !common) return [];
    const mistakes = [
      ...shared
        .filter((name) => !isDeepStrictEqual(own[name], common[name]))
        .map((name) => `${name}: differs from what ${first.name} says`),
      ...ofStack(template, own, templates),
      ...ofData(template, own),
    ];
    return mistakes.map((mistake) => ({ template, mistake }));
  });
}

/** What every template of a storefront says alike. */
const shared = [
  'stacks',
  'purpose',
  'role',
  'yearlyTransactions',
  'domain',
  'preloadHsts',
  'payments',
  'paths',
  'declared',
] as const satisfies readonly (keyof StorefrontMetadata)[];

function ofStack(
  template: Template,
  { stack, stacks }: StorefrontMetadata,
  templates: readonly Template[],
): readonly string[] {
  const claimed = templates.find((other) => other.storefront?.stack === stack);
  return [
    ...(stacks.includes(stack) ? [] : [`stack: ${stack} is none of ${stacks.join(', ') || 'no stacks'}`]),
    ...(claimed && claimed !== template ? [`stack: ${claimed.name} is the ${stack} stack as well`] : []),
  ];
}

function ofData({ resources }: Template, { data }: StorefrontMetadata): readonly string[] {
  const names = data.map(({ resource }) => resource);
  return names.flatMap((name, index) => [
    ...(resources.has(name) ? [] : [`data: ${name} is no resource of this template`]),
    ...(names.indexOf(name) < index ? [`data: ${name} is classed twice`] : []),
  ]);
}
