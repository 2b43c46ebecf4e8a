import type { DeployedResource } from '../deployed-resources.ts';
import type { FirewallRequest } from './firewall-request.ts';
import type { Labels } from './labels.ts';

/** A request on its way through the rules, with the labels that it has so far. */
export interface Inspected {
  readonly request: FirewallRequest;
  readonly labels: Labels;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Whether a statement holds for a request; nothing where this firewall cannot decide it. */
export type Judge = (inspected: Inspected) => boolean | undefined;

/** Where a statement stands, and what is known there. */
export interface Surroundings {
  /** The rule that a person looks for, for example `rate-payments`. */
  readonly rule: string;
  /** What stands before the labels that a rule of this place gives and looks for. */
  readonly labelContext: string;
  /** How many bytes of a body the firewall is given. */
  readonly inspectedBytes: number;
  /** Everything that was deployed, among it the sets that statements refer to. */
  readonly resources: readonly DeployedResource[];
  /** Says once, at the start, what is not decided here. */
  readonly tell: (sentence: string) => void;
}

/** A judge of what nobody can decide here, which is told at the start. */
export function undecided({ rule, tell }: Surroundings, what: string): Judge {
  tell(`The firewall's rule ${rule} is not decided here: ${what}.`);
  return () => undefined;
}

/** True if one is true, else nothing if one is nothing. */
export function anyOf(judgements: readonly (boolean | undefined)[]): boolean | undefined {
  if (judgements.includes(true)) return true;
  return judgements.includes(undefined) ? undefined : false;
}

export function negated(judgement: boolean | undefined): boolean | undefined {
  return judgement === undefined ? undefined : !judgement;
}
