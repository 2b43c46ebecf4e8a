import { isDeepStrictEqual } from 'node:util';
import type { Account, Storefront } from '../../cloudformation/model/model.ts';
import type { Template } from '../../cloudformation/model/template.ts';
import { type Contract, sharedFields } from '../../contract/schema.ts';

/** Something that a contract says and that cannot hold beside the rest. */
export interface Contradiction {
  readonly template: Template;
  readonly mistake: string;
}

/** Where the templates of a storefront or an account deny each other: a rule would believe whichever it asks. */
export function contractContradictions({ templates }: Storefront | Account): readonly Contradiction[] {
  const [first] = templates;
  return templates.flatMap((template) => {
    const own = contractOf(template);
    if (!first || !own) return [];
    const mistakes = [
      ...ofSharedFields(own, first),
      ...ofPlace(template, own, templates),
      ...ofData(template, own),
      ...ofAlerts(template, own),
      ...ofDeclared(own),
    ];
    return mistakes.map((mistake) => ({ template, mistake }));
  });
}

function contractOf(template: Template): Contract | undefined {
  return template.storefront ?? template.accountStack;
}

function ofSharedFields(own: Contract, first: Template): readonly string[] {
  const [mine, theirs] = [own, contractOf(first)].map((contract) => new Map(Object.entries(contract ?? {})));
  return sharedFields[own.kind]
    .filter((field) => !isDeepStrictEqual(mine?.get(field), theirs?.get(field)))
    .map((field) => `${field}: differs from what ${first.name} says`);
}

/** A stack is one of those that there are, and no other template is the same one. */
function ofPlace(template: Template, own: Contract, templates: readonly Template[]): readonly string[] {
  const claimed = templates.find((other) => placeOf(contractOf(other)) === placeOf(own));
  return [
    ...ofRole(own),
    ...(claimed && claimed !== template ? [`stack: ${claimed.name} is ${placeOf(own)} as well`] : []),
  ];
}

function placeOf(contract: Contract | undefined): string | undefined {
  if (contract?.kind === 'account') return `the ${contract.stack} stack in ${contract.region}`;
  return contract && `the ${contract.stack} stack`;
}

function ofRole(own: Contract): readonly string[] {
  const [field, value, all] =
    own.kind === 'account'
      ? (['region', own.region, own.regions] as const)
      : (['stack', own.stack, own.stacks] as const);
  if (all.includes(value)) return [];
  return [`${field}: ${value} is not one of ${all.join(', ') || `no ${field}s`}`];
}

function ofData({ resources }: Template, { data }: Contract): readonly string[] {
  const names = data.map(({ resource }) => resource);
  return names.flatMap((name, index) => [
    ...(resources.has(name) ? [] : [`data: ${name} is not a resource of this template`]),
    ...(names.indexOf(name) < index ? [`data: ${name} is classified twice`] : []),
  ]);
}

function ofAlerts({ resources }: Template, own: Contract): readonly string[] {
  if (own.kind !== 'account') return [];
  return Object.entries(own.alerts)
    .filter(([, topic]) => resources.get(topic)?.type !== 'AWS::SNS::Topic')
    .map(([urgency, topic]) => `alerts.${urgency}: ${topic} is not a topic of this template`);
}

function ofDeclared({ declared }: Contract): readonly string[] {
  const controls = declared.map(({ control }) => control);
  return controls
    .filter((control, index) => controls.indexOf(control) < index)
    .map((control) => `declared: ${control} is declared twice`);
}
