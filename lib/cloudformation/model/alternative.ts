import type { Json } from './json.ts';
import type { Resolved } from './resolved.ts';
import type { Template } from './template.ts';

/** Conditions that were taken as true or false on the way to a value, by name. */
export type Given = ReadonlyMap<string, boolean>;

/** One thing that a value may turn out to be, and under which conditions. */
export interface Alternative {
  readonly resolved: Resolved;
  readonly given: Given;
}

/** More than this many alternatives are reported as unknown: nobody could read them. */
export const mostAlternatives = 64;

/** Tells everything that a node may turn out to be in a template. */
type Resolve = (node: Json | undefined, template: Template, given: Given) => readonly Alternative[];

/** What functions and conditions are evaluated in. */
export interface Scope {
  readonly template: Template;
  readonly given: Given;
  readonly resolve: Resolve;
}
