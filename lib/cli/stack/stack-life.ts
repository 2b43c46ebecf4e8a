/** What an event of a stack says, in CloudFormation's words. */
export interface StackEvent {
  readonly logicalId: string;
  /** Empty where the resource has none yet. */
  readonly physicalId: string;
  readonly type: string;
  readonly status: string;
}

/** One stack from its creation on: another one of the same name has another id. */
export interface StackLife {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  /** Oldest first. CloudFormation keeps them for 90 days. */
  readonly events: readonly StackEvent[];
}

/** A resource that a stack has made and that nobody has deleted since. */
export interface MadeResource {
  readonly type: string;
  readonly physicalId: string;
}

/**
 * Whether the first deployment of a stack has ever succeeded: `never` only where every event from the first one on says
 * so. What a stack has taken over by an import may be older than the stack, so that counts as a success.
 */
export function completionOf({ id, events }: StackLife): 'once' | 'never' | 'unknown' {
  const ofStack = events.filter(({ physicalId }) => physicalId === id).map(({ status }) => status);
  const isImport = events.some(({ status }) => status.startsWith('IMPORT_'));
  if (isImport || ofStack.some((status) => /^(?:CREATE_COMPLETE$|UPDATE_)/.test(status))) return 'once';
  const isWhole = /^(?:REVIEW|CREATE)_IN_PROGRESS$/.test(ofStack[0] ?? '');
  return isWhole ? 'never' : 'unknown';
}

/**
 * The resources that a stack has made and that are still there, in the order in which they have to be deleted. One
 * whose creation failed is none of them: it may be somebody else's, whose name was taken.
 */
export function leftBy({ id, events }: StackLife): readonly MadeResource[] {
  const left = new Map<string, MadeResource>();
  for (const { type, physicalId, logicalId, status } of events) {
    const key = `${logicalId} ${physicalId}`;
    if (status === 'CREATE_COMPLETE' && physicalId !== id) left.set(key, { type, physicalId });
    if (status === 'DELETE_COMPLETE') left.delete(key);
  }
  return [...left.values()].reverse();
}

/** A resource that a deleted stack has kept, with its id in the template. */
export interface KeptResource extends MadeResource {
  readonly logicalId: string;
}

/** The resources that the deletion of a stack has left as they are, because their policy says so. */
export function keptBy({ id, events }: StackLife): readonly KeptResource[] {
  const ofStack = ({ physicalId }: StackEvent) => physicalId === id;
  const start = events.findLastIndex((event) => ofStack(event) && event.status === 'DELETE_IN_PROGRESS');
  if (start === -1) return [];
  return events
    .slice(start)
    .filter(({ status }) => status === 'DELETE_SKIPPED')
    .map(({ type, physicalId, logicalId }) => ({ type, physicalId, logicalId }));
}

/**
 * The lives of one stack name that belong to the same first deployment: the newest, and those before it that never
 * succeeded either, since CloudFormation keeps what protects data when somebody deletes one of them to try again.
 */
export function failedLives(lives: readonly StackLife[]): readonly StackLife[] {
  const end = lives.findIndex((life) => completionOf(life) !== 'never');
  return end === -1 ? lives : lives.slice(0, end);
}
