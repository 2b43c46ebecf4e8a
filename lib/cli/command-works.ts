import { type Work, works } from '../contract/works.ts';

/**
 * Each command that reaches AWS, with the works whose roles run it: first the one whose command it is, then those whose roles may
 * do the same anyway. `test/emulator/people.full.test.ts` runs each of them with every role.
 */
export const commandWorks = {
  'catalogue list': ['releaseCatalogue'],
  'catalogue release': ['releaseCatalogue'],
  'catalogue rollback': ['releaseCatalogue'],
  'order list': ['readOrders', 'decideOrders'],
  'order show': ['readOrders', 'decideOrders', 'handlePersonalData'],
  'order link': ['readOrders', 'decideOrders'],
  'order release': ['decideOrders'],
  'order cancel': ['decideOrders'],
  'order export': ['handlePersonalData'],
  'order erase': ['handlePersonalData'],
  'secret stage': ['stageSecrets'],
  'secret status': ['stageSecrets', 'audit'],
  'secret revoke-previous': ['stageSecrets'],
  'gateway setup --apply': ['stageSecrets'],
  'callback replay': ['operate'],
  access: ['operate'],
  'dns ds': ['deploy', 'audit'],
  'stack smoke': ['deploy', 'audit'],
  'verify --live': ['audit'],
  'evidence store': ['deploy'],
  'stack discard': ['breakGlass'],
  'stack adopt': ['breakGlass'],
} as const satisfies Readonly<Record<string, readonly [Work, ...Work[]]>>;

/** A command that reaches AWS, as a person types it after `palisade`. */
export type CommandInAws = keyof typeof commandWorks;

/** The line of a command's help that names the role which runs it. */
export function roleHelp(command: CommandInAws): string {
  const [own, ...others] = commandWorks[command].map((work) => works[work].role);
  const also = others.length > 0 ? ` (${others.join(' and ')} may, too)` : '';
  return `Role on AWS: SHOP-ENVIRONMENT-${own}${also}, see docs/people.md.`;
}
