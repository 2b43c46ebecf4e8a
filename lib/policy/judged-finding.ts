import type { Resource, Template } from '../cloudformation/model/types.ts';
import type { AnyAcceptance } from '../contract/acceptance.ts';
import type { Declaration } from '../contract/schema.ts';
import { memoized } from '../memoized.ts';
import { type Finding, isBlocking, isExcused, type Status } from './finding.ts';
import { fingerprint, type Identity, type Owner, ownerOf, placeOf, subjectOf } from './fingerprint.ts';
import type { Observation } from './observation.ts';
import type { RuleText } from './rule.ts';
import { safeDefaultOf, severityWithDefault } from './safe-defaults.ts';
import type { Severity } from './severity.ts';

/** Where something was seen, or ought to be. */
interface Place {
  readonly stack: string;
  readonly template: string;
  readonly logicalId: string;
  readonly type: string;
  readonly construct?: string | undefined;
  readonly owner: Owner;
  /** The place within the stack, as fingerprints name it. */
  readonly id: string;
  /** The template that says it, where one does. */
  readonly written?: Template;
  /** The judged resource, where the place is one. */
  readonly resource?: Resource;
}

/** What is said of a place, as far as a finding repeats it. */
type Said = Pick<Observation, 'path' | 'message' | 'actual' | 'expected'> &
  Partial<Pick<Observation, 'about' | 'judgedFor' | 'missingStack' | 'severity' | 'changedAt'>>;

/** What a judgement consists of before it is put into words. */
export interface Judgement {
  readonly rule: RuleText;
  readonly status: Status;
  readonly said: Said;
  readonly place: Place;
  /** The judged resource, where another one was looked at. */
  readonly subject?: Resource | undefined;
  readonly acceptance?: AnyAcceptance | undefined;
  readonly declaration?: Declaration | undefined;
}

/** A resource as the place of a finding; most findings pass, and nobody asks where. */
class ResourcePlace implements Place {
  readonly resource: Resource;

  constructor(resource: Resource) {
    this.resource = resource;
  }

  get stack(): string {
    return this.resource.template.stackName ?? this.resource.template.name;
  }

  get template(): string {
    return this.resource.template.name;
  }

  get logicalId(): string {
    return this.resource.logicalId;
  }

  get type(): string {
    return this.resource.type;
  }

  get construct(): string | undefined {
    return this.resource.construct;
  }

  get owner(): Owner {
    return ownerOf(this.resource.template);
  }

  get id(): string {
    return placeOf(this.resource);
  }

  get written(): Template {
    return this.resource.template;
  }
}

/** The place that a resource is. */
export const placeOfResource = memoized((resource: Resource): Place => new ResourcePlace(resource));

/** The findings that judgements come to, each with a fingerprint of its own. */
export function findingsOf(judgements: readonly Judgement[]): readonly Finding[] {
  let fingerprints: ReadonlyMap<Finding, string> | undefined;
  let causes: ReadonlyMap<Finding, string> | undefined;
  const names: Names = {
    fingerprintOf: (finding) => {
      fingerprints ??= numbered(findings);
      return fingerprints.get(finding) ?? '';
    },
    causeOf: (finding) => {
      causes ??= numberedCauses(findings);
      return causes.get(finding);
    },
  };
  const findings = judgements.map((judgement) => new JudgedFinding(judgement, names));
  return findings;
}

/** What tells findings, and what leads to them, from all others of a run. */
interface Names {
  readonly fingerprintOf: (finding: JudgedFinding) => string;
  readonly causeOf: (finding: JudgedFinding) => string | undefined;
}

/** A second identical finding in one template counts as new, so it gets a number. */
function numbered(findings: readonly JudgedFinding[]): ReadonlyMap<Finding, string> {
  const seen = new Map<string, number>();
  return new Map(
    findings.map((finding) => {
      const base = fingerprint(finding.identity);
      const key = `${finding.template}\n${base}`;
      const count = (seen.get(key) ?? 0) + 1;
      seen.set(key, count);
      return [finding, count === 1 ? base : `${base}-${count}`];
    }),
  );
}

/** Two resources of one template that identities do not tell apart are two causes, so the second gets a number. */
function numberedCauses(findings: readonly JudgedFinding[]): ReadonlyMap<Finding, string> {
  const resources = new Map<string, string[]>();
  const objections = findings.filter((finding) => isBlocking(finding) || isExcused(finding));
  return new Map(
    objections.map((finding) => {
      const base = fingerprint(finding.causeIdentity);
      const key = `${finding.template}\n${base}`;
      const known = resources.get(key) ?? [];
      if (!known.includes(finding.logicalId)) known.push(finding.logicalId);
      resources.set(key, known);
      const number = known.indexOf(finding.logicalId) + 1;
      return [finding, number === 1 ? base : `${base}-${number}`];
    }),
  );
}

class JudgedFinding implements Finding {
  private readonly judgement: Judgement;
  private readonly names: Names;

  constructor(judgement: Judgement, names: Names) {
    this.judgement = judgement;
    this.names = names;
  }

  get rule(): string {
    return this.judgement.rule.id;
  }

  get status(): Status {
    return this.judgement.status;
  }

  get severity(): Severity {
    const { rule, said } = this.judgement;
    return severityWithDefault(said.severity ?? rule.severity, this.safeDefault);
  }

  /** Only what somebody objects to is worth asking, since most findings pass. */
  private get safeDefault() {
    return isBlocking(this) ? safeDefaultOf(this.judgement.place.resource, this.path) : undefined;
  }

  get stack(): string {
    return this.judgement.place.stack;
  }

  get template(): string {
    return this.judgement.place.template;
  }

  get logicalId(): string {
    return this.judgement.place.logicalId;
  }

  get type(): string {
    return this.judgement.place.type;
  }

  get path(): string {
    return this.judgement.said.path;
  }

  get message(): string {
    const { message } = this.judgement.said;
    const { safeDefault } = this;
    return safeDefault ? `${message}; ${safeDefault.says}` : message;
  }

  get actual(): string {
    return this.judgement.said.actual;
  }

  get expected(): string {
    return this.judgement.said.expected;
  }

  get subject(): string | undefined {
    return this.judgement.subject?.logicalId;
  }

  get about(): string | undefined {
    return this.judgement.said.about;
  }

  get construct(): string | undefined {
    return this.judgement.place.construct;
  }

  get line(): number | undefined {
    return this.toChange?.written?.lineOf(this.logicalId, this.path);
  }

  get source(): string | undefined {
    return this.toChange?.madeAt(this.logicalId, this.construct);
  }

  /** Nobody goes to where a rule objects to nothing. */
  private get toChange(): Template | undefined {
    return isBlocking(this) || isExcused(this) ? this.judgement.place.written : undefined;
  }

  get missingStack(): string | undefined {
    return this.judgement.said.missingStack;
  }

  get acceptance(): AnyAcceptance | undefined {
    return this.judgement.acceptance;
  }

  get declaration(): Declaration | undefined {
    return this.judgement.declaration;
  }

  get fingerprint(): string {
    return this.names.fingerprintOf(this);
  }

  get cause(): string | undefined {
    return this.names.causeOf(this);
  }

  get causePath(): string {
    const { place, said } = this.judgement;
    const { resource } = place;
    if (said.changedAt !== undefined) return said.changedAt;
    return resource ? topmostAbsent(resource, this.path) : this.path;
  }

  get identity(): Identity {
    const { place, subject } = this.judgement;
    return {
      rule: this.rule,
      owner: place.owner,
      place: place.id,
      subject: subject ? subjectOf(subject) : '',
      path: this.path,
      about: this.about ?? '',
      judgedFor: this.judgement.said.judgedFor ?? '',
    };
  }

  /** What one change of one place answers; what is missing among templates is a change of its own for each thing. */
  get causeIdentity(): Identity {
    const { identity } = this;
    if (!this.judgement.place.resource)
      return { ...identity, judgedFor: `${this.type} ${identity.judgedFor}` };
    return { ...identity, path: this.causePath, subject: '', about: '', judgedFor: '' };
  }
}

/** The path itself, or the first part of it that nobody wrote: of a block that is absent no property can be set alone. */
function topmostAbsent(resource: Resource, path: string): string {
  const [top = '', ...steps] = path.split(/\.|(?=\[)/);
  if (top !== 'Properties') return path;
  const prefixes = steps.map((_, index) => joined(steps.slice(0, index + 1)));
  const absent = prefixes.find((prefix) => resource.property(prefix).isAbsent);
  return absent === undefined ? path : `Properties.${absent}`;
}

function joined(steps: readonly string[]): string {
  return steps.join('.').replaceAll('.[', '[');
}
