import type { Value } from '../../cloudformation/model/types.ts';
import type { ObservationStatus } from '../observation.ts';

/**
 * How far somebody on the internet gets: `entry` sends requests to it, `opening` is a barrier that does not keep strangers
 * out although another one still may, `undecided` is for the deployment to tell.
 */
export type ExposureKind = 'entry' | 'opening' | 'undecided';

/** One place of the templates that does not shut the internet out. */
export interface Exposure {
  readonly kind: ExposureKind;
  readonly template: string;
  readonly logicalId: string;
  readonly type: string;
  /** Dotted path of the property that decides it. */
  readonly path: string;
  /** What stands there, as a report shows it. */
  readonly actual: string;
  /** Where requests go from an entry, each way in one line; nothing for the rest. */
  readonly ways: readonly string[];
}

/** The exposure that a value brings about. */
export function exposure(kind: ExposureKind, value: Value, ways: readonly string[] = []): Exposure {
  const { resource, path } = value;
  const { template, logicalId, type } = resource;
  return { kind, template: template.name, logicalId, type, path, actual: value.toString(), ways };
}

/** What is seen to be wrong is an exposure of this kind, and what only the deployment tells is undecided. */
export function kindOf(status: ObservationStatus, kind: ExposureKind): readonly ExposureKind[] {
  if (status === 'fail') return [kind];
  return status === 'unknown' ? ['undecided'] : [];
}
