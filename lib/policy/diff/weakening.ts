import type { Resource } from '../../cloudformation/model/types.ts';

/** One thing that protects less than before, though every rule may still pass. */
export interface Weakening {
  /** The resource in the later templates; in the earlier ones where it is gone. */
  readonly resource: Resource;
  /** What kind of thing became weaker. */
  readonly kind:
    | 'broader'
    | 'removed'
    | 'shorter'
    | 'deafer'
    | 'weaker'
    | 'replaced'
    | 'accepted'
    | 'undecided';
  readonly path: string;
  readonly before: string;
  readonly after: string;
  /** A sentence for a person, without the place. */
  readonly says: string;
}

/** A resource of both sets of templates. */
export interface Pair {
  readonly before: Resource;
  readonly after: Resource;
}
