import { missingStackOf, show } from '../cloudformation/model/resolved.ts';
import type { Resolved, Resource, Value } from '../cloudformation/model/types.ts';
import type { Severity } from './severity.ts';

/** `unknown` when only the deployment decides, so that neither pass nor fail is proven. */
export const observationStatuses = ['pass', 'fail', 'unknown', 'notApplicable'] as const;

export type ObservationStatus = (typeof observationStatuses)[number];

export interface Expectation {
  /** What ought to stand there, as a phrase: `true`, `at least 31536000`. */
  readonly expected: string;
  /** Which of several things at this place is meant, so that an acceptance can name it alone. */
  readonly about?: string | undefined;
}

interface Details extends Expectation {
  readonly status: ObservationStatus;
  readonly resource: Resource;
  /** Where it was seen: a value of the resource, or a dotted path. */
  readonly place: Value | string;
  /** What stands there, where the value itself does not say it. */
  readonly actual?: string;
  /** The rest of a sentence that begins with the path. */
  readonly says?: string;
  /** A whole sentence, in place of the one that is made of the rest. */
  readonly sentence?: string;
  readonly notes?: readonly string[];
  /** What the place is judged for, where it is judged for several things: the path that a headers policy serves. */
  readonly judgedFor?: string | undefined;
  /** Role of the storefront's stack that was not given and that would decide. */
  readonly missingStack?: string | undefined;
  /** Control that whoever owns the thing fulfils, so that the contract has to declare it. */
  readonly ownersControl?: string | undefined;
  /** How severe this is where it is less than the rule. */
  readonly severity?: Severity;
  /** Path of the place that is changed once for this and other observations. */
  readonly changedAt?: string;
}

/**
 * What a rule saw at one place. Passes are observations too: evidence lists what was looked at.
 *
 * Most observations are only counted, so path, actual value and message are put into words when somebody reads them.
 */
export class Observation {
  private readonly details: Details;

  constructor(details: Details) {
    this.details = details;
  }

  get status(): ObservationStatus {
    return this.details.status;
  }

  /** The judged resource itself, or one that it depends on. */
  get resource(): Resource {
    return this.details.resource;
  }

  get expected(): string {
    return this.details.expected;
  }

  get about(): string | undefined {
    return this.details.about;
  }

  get severity(): Severity | undefined {
    return this.details.severity;
  }

  get changedAt(): string | undefined {
    return this.details.changedAt;
  }

  /** What the place is judged for, where it is judged for several things. */
  get judgedFor(): string | undefined {
    return this.details.judgedFor;
  }

  /** Control that somebody else fulfils here; what is unknown for that reason is declared where the contract names them. */
  get ownersControl(): string | undefined {
    return this.details.ownersControl;
  }

  /** Dotted path from the resource, for example `Properties.DistributionConfig.WebACLId`. */
  get path(): string {
    const { place } = this.details;
    return typeof place === 'string' ? place : place.path;
  }

  get actual(): string {
    const { actual, place } = this.details;
    return actual ?? (typeof place === 'string' ? show({ kind: 'absent' }) : place.toString());
  }

  /** Whether nothing stands there. */
  get isOfNothing(): boolean {
    return this.actual === show({ kind: 'absent' });
  }

  /** One sentence without a full stop: what stands there and what ought to. */
  get message(): string {
    return [this.sentence, ...(this.details.notes ?? [])].join('; ');
  }

  /** What is said of the place before any note. */
  get sentence(): string {
    const { says, sentence } = this.details;
    if (sentence !== undefined) return sentence;
    const { path, actual, expected, status } = this;
    if (says !== undefined) return `${path} ${says}`;
    if (status === 'pass') return `${path} is ${actual}`;
    if (status === 'fail' || this.saysUnknown) return `${path} is ${actual}; expected ${expected}`;
    if (typeof this.details.place !== 'string' && this.details.place.isAbsent)
      return `${path} is ${actual}; only the deployment tells whether ${expected} has to stand there`;
    return actual === expected
      ? `${path} is ${actual}, but a condition may leave it out`
      : `${path} is ${actual}; only the deployment tells whether that is ${expected}`;
  }

  /** Role, or else name, of the stack that was not given and that would decide what is unknown. */
  get missingStack(): string | undefined {
    const { missingStack, place, status } = this.details;
    if (missingStack !== undefined || status !== 'unknown' || typeof place === 'string') return missingStack;
    const name = place.alternatives.map(missingStackOf).find((stack) => stack !== undefined);
    const { storefront } = this.resource.template;
    return (
      storefront?.stacks.find((role) => name === [storefront.shop, storefront.environment, role].join('-')) ??
      name
    );
  }

  /** The same observation with some of it said otherwise. */
  with(
    changes: Partial<
      Pick<
        Details,
        | 'status'
        | 'about'
        | 'actual'
        | 'says'
        | 'sentence'
        | 'missingStack'
        | 'ownersControl'
        | 'severity'
        | 'changedAt'
      >
    >,
  ): Observation {
    return new Observation({ ...this.details, ...changes });
  }

  /** The same observation with more said about it. */
  withNote(note: string): Observation {
    return new Observation({ ...this.details, notes: [...(this.details.notes ?? []), note] });
  }

  /** Whether the actual value says by itself that nobody knows it, and why. */
  private get saysUnknown(): boolean {
    const { place } = this.details;
    return typeof place !== 'string' && place.alternatives.some(saysWhy);
  }
}

/** A dynamic reference is shown as it is written. */
function saysWhy(resolved: Resolved): boolean {
  return resolved.kind === 'unknown' && resolved.dynamic === undefined;
}

/** What was seen of a value, with a status that the rule decided by itself. */
export function observation(status: ObservationStatus, value: Value, expectation: Expectation): Observation {
  const { expected, about } = expectation;
  return new Observation({ status, resource: value.resource, place: value, expected, about });
}

/** Says that something which ought to stand at a place is not there. */
export function missing(resource: Resource, place: Value | string, expected: string): Observation {
  const actual = show({ kind: 'absent' });
  return new Observation({ status: 'fail', resource, place, expected, actual, says: `lacks ${expected}` });
}

/** Says that a rule has nothing to ask of this resource, and why. */
export function notApplicable(resource: Resource, why: string): Observation {
  return new Observation({
    status: 'notApplicable',
    resource,
    place: 'Type',
    actual: resource.type,
    expected: '',
    sentence: why,
  });
}
