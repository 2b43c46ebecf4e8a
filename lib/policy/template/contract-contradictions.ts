import { isDeepStrictEqual } from 'node:util';
import type { AccountTemplates, StorefrontTemplates } from '../../cloudformation/model/model.ts';
import type { Template } from '../../cloudformation/model/types.ts';
import { type Contract, sharedFields } from '../../contract/schema.ts';
import { groupBy } from '../../group-by.ts';

/** Something that a contract says and that cannot hold beside the rest. */
export interface Contradiction {
  readonly template: Template;
  /** What it is about, in words that no other template's name is a part of. */
  readonly about: string;
  readonly mistake: string;
}

type Mistake = Omit<Contradiction, 'template'>;

/** Where the templates of a storefront or an account deny each other: a rule would believe whichever it asks. */
export function contractContradictions({
  templates,
}: StorefrontTemplates | AccountTemplates): readonly Contradiction[] {
  const [first] = templates;
  const byStack = groupBy(templates, (template) => stackOf(contractOf(template)));
  return templates.flatMap((template) => {
    const own = contractOf(template);
    if (!first || !own) return [];
    const mistakes = [
      ...ofSharedFields(own, first),
      ...ofRole(own),
      ...ofAccount(template, own),
      ...ofTwin(template, byStack.get(stackOf(own)) ?? []),
      ...[...ofData(template, own), ...ofAlerts(template, own), ...ofDeclared(own)].map(aboutItself),
    ];
    return mistakes.map((mistake) => ({ template, ...mistake }));
  });
}

function aboutItself(mistake: string): Mistake {
  return { about: mistake, mistake };
}

function contractOf(template: Template): Contract | undefined {
  return template.storefront ?? template.accountStack;
}

function ofSharedFields(own: Contract, first: Template): readonly Mistake[] {
  const [mine, theirs] = [own, contractOf(first)].map((contract) => new Map(Object.entries(contract ?? {})));
  return sharedFields[own.kind]
    .filter((field) => !isDeepStrictEqual(mine?.get(field), theirs?.get(field)))
    .map((field) => ({ about: field, mistake: `${field}: differs from what ${first.name} says` }));
}

/** Two templates cannot be one stack. */
function ofTwin(template: Template, claiming: readonly Template[]): readonly Mistake[] {
  const [first] = claiming;
  if (!first || first === template) return [];
  const stack = stackOf(contractOf(template));
  return [{ about: stack, mistake: `stack: ${first.name} is ${stack} as well` }];
}

function stackOf(contract: Contract | undefined): string {
  if (contract?.kind === 'account') return `the ${contract.stack} stack in ${contract.region}`;
  return `the ${contract?.stack} stack`;
}

function ofRole(own: Contract): readonly Mistake[] {
  const [field, value, all] =
    own.kind === 'account'
      ? (['region', own.region, own.regions] as const)
      : (['stack', own.stack, own.stacks] as const);
  if (all.includes(value)) return [];
  return [aboutItself(`${field}: ${value} is not one of ${all.join(', ') || `no ${field}s`}`)];
}

/** Only where an assembly tells the account of a stack can it be another than the template says. */
function ofAccount(template: Template, own: Contract): readonly Mistake[] {
  if (template.account === own.account) return [];
  return [aboutItself(`account: the stack is deployed to ${template.account}, not to ${own.account}`)];
}

function ofData({ resources }: Template, { data }: Contract): readonly string[] {
  return [...groupBy(data, ({ resource }) => resource)].flatMap(([name, classes]) => [
    ...(classes.length > 1 ? [`data: ${name} is classified twice`] : []),
    ...(resources.has(name) ? [] : [`data: ${name} is not a resource of this template`]),
  ]);
}

function ofAlerts({ resources }: Template, own: Contract): readonly string[] {
  if (own.kind !== 'account') return [];
  return Object.entries(own.alerts)
    .filter(([, topic]) => resources.get(topic)?.type !== 'AWS::SNS::Topic')
    .map(([way, topic]) => `alerts.${way}: ${topic} is not a topic of this template`);
}

function ofDeclared({ declared }: Contract): readonly string[] {
  return [...groupBy(declared, ({ control }) => control)].flatMap(([control, group]) =>
    group.length > 1 ? [`declared: ${control} is declared twice`] : [],
  );
}
