import type { Model, StorefrontTemplates } from '../../../cloudformation/model/model.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';
import { isSharedName, ownNames } from '../../../contract/mail.ts';
import { missing, type Observation } from '../../observation.ts';

/** A name of a storefront whose records of mail are the storefront's matter. */
export interface MailName {
  readonly name: string;
  /** The role of the stack that has them. */
  readonly stack: 'edge' | 'mail';
}

/** The names that a storefront answers for: its own, and the one that mail comes from. */
export function mailNames({ contract }: StorefrontTemplates): readonly MailName[] {
  const from = contract.mail?.from;
  const silent = ownNames(contract).filter((name) => name !== from);
  return [
    ...silent.map((name) => ({ name, stack: 'edge' as const })),
    ...(from === undefined ? [] : [{ name: from, stack: 'mail' as const }]),
  ];
}

/** Why the records of mail of a storefront's names are not asked for; nothing where they are. */
export function whyNotAsked({ contract }: StorefrontTemplates): string | undefined {
  const { launch, domain, mail } = contract;
  if (launch !== 'live') {
    return `the launch is at ${launch}, so what the names of the shop say of mail is still somebody else's`;
  }
  return mail === undefined && ownNames(contract).length === 0
    ? `${domain} is the name of a zone that serves more than the shop, whose owner decides about mail in it`
    : undefined;
}

/** Whether the name is that of a zone whose owner writes its SPF and MX records. */
export function isOfOthers(name: string, { contract }: StorefrontTemplates): boolean {
  return isSharedName(name, contract);
}

/** Says that a name lacks a record, or that the stack that ought to have it was not seen. */
export function lacking(
  subject: Resource,
  { name, stack }: MailName,
  {
    what,
    owner,
    model,
  }: { readonly what: string; readonly owner: StorefrontTemplates; readonly model: Model },
): Observation {
  const lacks = missing(subject, 'Properties', `${what} of ${name}`).with({ about: name });
  if (model.stackOf(owner, stack)) return lacks;
  const says = `has no ${what} of ${name} in these templates; the ${stack} stack is not among them`;
  return lacks.with({ status: 'unknown', missingStack: stack, says });
}
