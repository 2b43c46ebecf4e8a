import type { Resource } from '../cloudformation/model/types.ts';
import facts from './safe-defaults.json' with { type: 'json' };
import { isAtLeast, type Severity } from './severity.ts';

/** A block that AWS sets by itself where nobody writes it, for what is made since a day. */
interface SafeDefault {
  readonly type: string;
  /** The block, from the resource on. */
  readonly path: string;
  /** Properties by which somebody asks for the opposite; the default then lessens nothing. */
  readonly unless: readonly string[];
  readonly severity: Severity;
  /** What AWS does, as a part of a message. */
  readonly says: string;
}

const defaults = new Map(
  (facts.defaults as readonly SafeDefault[]).map((one) => [`${one.type} ${one.path}`, one]),
);

/**
 * The default that applies where a block is absent throughout. Templates with a contract have none: they say what they rely on, since a
 * bucket may be older than its default.
 */
export function safeDefaultOf(resource: Resource | undefined, path: string): SafeDefault | undefined {
  if (!resource || resource.template.contract) return undefined;
  const block = path.split('.', 2).join('.');
  const found = defaults.get(`${resource.type} ${block}`);
  if (!found || found.unless.some((name) => !resource.property(name).isAbsent)) return undefined;
  return resource.property(block.slice('Properties.'.length)).isAbsent ? found : undefined;
}

/** The less severe of the rule's severity and that of the default. */
export function severityWithDefault(own: Severity, found: SafeDefault | undefined): Severity {
  return found && isAtLeast(own, found.severity) ? found.severity : own;
}
