import type { Resource } from '../../cloudformation/model/types.ts';
import type { EvidenceEnvironment } from '../environment.ts';
import type { Evidence } from '../evidence.ts';

/** A list of one kind of things that an environment has, as the templates show them. */
export interface Register {
  readonly id: string;
  readonly title: string;
  /** What stands in it, as a sentence, with what it leaves open. */
  readonly about: string;
  readonly columns: readonly string[];
  /** One text for each column. */
  readonly rows: readonly (readonly string[])[];
}

/** Makes one register of an environment. */
export type ReadRegister = (environment: EvidenceEnvironment, evidence: Evidence) => Register;

/** The resources of some types that an environment makes, in the order of its templates. */
export function made(
  { templates }: Pick<EvidenceEnvironment, 'templates'>,
  ...types: readonly string[]
): readonly Resource[] {
  return templates.flatMap((template) => types.flatMap((type) => template.ofType(type)));
}

/** Where a resource is, as a reader finds it. */
export function placeOf({ logicalId, template }: Resource): string {
  return `${logicalId} in ${template.stackName ?? template.name}`;
}

/** Several texts in one field; a word of its own where there are none. */
export function listed(texts: readonly string[], none: string): string {
  const all = [...new Set(texts)];
  return all.length === 0 ? none : all.join(', ');
}
