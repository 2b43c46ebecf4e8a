import type { Resource, Value } from '../cloudformation/model/types.ts';
import { textIs } from '../cloudformation/texts.ts';
import { groupBy } from '../group-by.ts';
import facts from './safe-defaults.json' with { type: 'json' };
import { isAtLeast, type Severity } from './severity.ts';

/** A block that AWS sets by itself where nobody writes it, for what is made since a day, or that a setting of the account makes up for. */
interface SafeDefault {
  readonly type: string;
  /** The block, from the resource on; it may lie in another one. */
  readonly path: string;
  /** Properties by which somebody asks for the opposite; the default then lessens nothing. */
  readonly unless: readonly string[];
  readonly severity: Severity;
  /** What AWS does, as a part of a message. */
  readonly says: string;
}

const defaults = groupBy(
  [...facts.defaults, ...facts.accountSettings] as readonly SafeDefault[],
  ({ type }) => type,
);

/**
 * The default that applies where a block is absent throughout. Templates with a contract have none: they say what they rely on, since a
 * bucket may be older than its default.
 */
export function safeDefaultOf(resource: Resource | undefined, path: string): SafeDefault | undefined {
  if (!resource || resource.template.contract) return undefined;
  const found = defaults
    .get(resource.type)
    ?.find((one) => path === one.path || path.startsWith(`${one.path}.`));
  if (!found || found.unless.some((name) => asksOtherwise(resource.property(name)))) return undefined;
  return resource.property(found.path.slice('Properties.'.length)).isAbsent ? found : undefined;
}

/** An access list that is private is what counts without one. */
function asksOtherwise(value: Value): boolean {
  return !value.isAbsent && textIs(value, (text) => text === 'Private') !== true;
}

/** The less severe of the rule's severity and that of the default. */
export function severityWithDefault(own: Severity, found: SafeDefault | undefined): Severity {
  return found && isAtLeast(own, found.severity) ? found.severity : own;
}
