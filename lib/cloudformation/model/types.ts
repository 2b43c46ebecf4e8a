import type { AccountContract, ContractRead, StorefrontContract } from '../../contract/schema.ts';
import type { Json, JsonRecord } from './json.ts';
import type { Truth } from './truth.ts';

/** Where a person finds something of a template. */
export interface Written {
  /**
   * The line, from 1, of a place below a resource such as `Properties.Rules[0]`, or of the nearest place above it that is
   * written. Without a logical id the path begins at the top of the template.
   */
  readonly lineOf: (logicalId: string, path: string) => number;
  /** The text itself, of which `sha256` is the hash; nothing for what nobody judges. */
  readonly text?: string;
}

/**
 * Gives file and line of the code that made a resource, by its logical id. Nested stacks share the record of their parent, so the
 * path of the construct tells equal ids apart.
 */
export type MadeAt = (logicalId: string, construct: string | undefined) => string | undefined;

/** Where a template came from, and what is known of the stack it becomes. */
export interface TemplateSource {
  /** Path from the folder that was given, with `/`; the same on every machine. */
  readonly name: string;
  /** SHA-256 of the file, in hex. */
  readonly sha256: string;
  readonly body: JsonRecord;
  /** Why the file could not be read, or is not judged, as a sentence; its body is empty then. */
  readonly unreadable?: string;
  /** The text that was read; nothing for a template that was never a file. */
  readonly written?: Written;
  /** File and line of the code that made a resource, where a cloud assembly tells. */
  readonly madeAt?: MadeAt;
  /** The stack's name, where a cloud assembly tells. */
  readonly stackName?: string;
  /** Whether CloudFormation refuses to delete the stack, where a cloud assembly tells. */
  readonly terminationProtection?: boolean;
  readonly account?: string;
  readonly region?: string;
  /** Logical id of the resource in another template that makes this nested stack. */
  readonly nestedIn?: { readonly template: string; readonly logicalId: string };
}

/** One CloudFormation template with its resources; how it relates to others is the model's matter. */
export interface Template {
  readonly name: string;
  readonly sha256: string;
  readonly body: JsonRecord;
  /** Why the file could not be read, as a sentence; it has no resources then. */
  readonly unreadable: string | undefined;
  readonly written: Written | undefined;
  /** File and line of the code that made a resource, where a cloud assembly tells. */
  readonly madeAt: MadeAt;
  readonly stackName: string | undefined;
  /** Whether CloudFormation refuses to delete the stack, where an assembly tells. */
  readonly terminationProtection: boolean | undefined;
  /** As the assembly tells, else as the template says of itself. */
  readonly account: string | undefined;
  readonly region: string | undefined;
  /** Values given for parameters on the command line; they win over the template's defaults. */
  readonly parameterValues: Readonly<Record<string, string>>;
  readonly resources: ReadonlyMap<string, Resource>;
  /** What `Metadata.Palisade` holds; nothing in a foreign template. */
  readonly contract: ContractRead | undefined;
  /** What the storefront says about itself; nothing in a foreign template. */
  readonly storefront: StorefrontContract | undefined;
  /** What the stack of an account says about itself; nothing in any other template. */
  readonly accountStack: AccountContract | undefined;
  /** Answers what lies outside this template. */
  readonly outside: Outside;
  /** What is taken as given throughout; nothing but for a model that asks what if. */
  readonly given: Given;
  /** Its resources but those whose condition never holds: no deployment has them. */
  readonly made: readonly Resource[];
  /** Those of a type, in the order of the template. */
  readonly ofType: (type: string) => readonly Resource[];
}

/** A value together with the template in which its references mean something. */
export interface Elsewhere {
  readonly template: Template;
  readonly node: Json;
}

/** What may be meant by a name that other templates give. */
export interface Candidates {
  readonly found: readonly Elsewhere[];
  /** Whether each of them is surely of the account and region that count. */
  readonly isSure: boolean;
}

/** What a template cannot know by itself. */
export interface Outside {
  /** The outputs that may be meant by the export `name`: names count within one account and region, where these are known. */
  readonly exported: (name: string) => Candidates;
  /** The outputs `output` of the stacks that may be meant by the name `stack`. */
  readonly stackOutput: (stack: string, output: string, region?: string) => Candidates;
  /** What the parent stack passes for a parameter of this nested stack; `default` where it surely passes nothing. */
  readonly passedParameter: (parameter: string) => Elsewhere | 'default' | undefined;
  /** The output of the nested stack that a resource of this template makes. */
  readonly nestedOutput: (logicalId: string, output: string) => Elsewhere | undefined;
}

/** One resource of a template. */
export interface Resource {
  readonly template: Template;
  readonly logicalId: string;
  readonly type: string;
  readonly definition: JsonRecord;
  /** The path of the CDK construct that made it, where the template tells. */
  readonly construct: string | undefined;
  /** The value at a dotted path below `Properties`; list items are `[0]`. */
  readonly property: (path: string) => Value;
  /** The value of a resource attribute such as `DeletionPolicy`. */
  readonly attribute: (name: string) => Value;
  /** What holds wherever it is made: its own condition, and what follows from that. */
  readonly given: Given;
  /** Whether it is made at all: a condition of its own may leave it out. Conditions in `given` count as decided. */
  readonly isMade: (given?: Given) => Truth;
}

/**
 * What stands at one place of a resource: known, one of several (conditions, parameters with allowed values), or
 * unknown. It is resolved on the way down, so a condition decided above holds below.
 */
export interface Value {
  readonly resource: Resource;
  /** Whether a condition may leave this list item out, so that it proves no existence. */
  readonly isOptional: boolean;
  /** Dotted path from the resource, for example `Properties.Origins[0].Id`. */
  readonly path: string;
  /** Everything that it may turn out to be; never empty. */
  readonly alternatives: readonly Resolved[];
  /** The one literal it is, or nothing where it is undecided, absent or no literal. */
  readonly literal: Json | undefined;
  /** Whether it is surely an object; what stands in it may be open. */
  readonly isObject: boolean;
  /** Whether it is surely a list, likewise. */
  readonly isList: boolean;
  /** Whether nothing is written in any alternative. */
  readonly isAbsent: boolean;
  /** Whether every alternative is a list or nothing, so that `items` tells the whole story. */
  readonly isDecidedList: boolean;
  /** The value further down: `Rules[0].Name`. */
  readonly at: (path: string) => Value;
  /** The entry of an object under exactly this name, which may hold dots as condition keys of policies do. */
  readonly entry: (name: string) => Value;
  /** This value where nothing is written, judged as `value`: CloudFormation's default. */
  readonly withDefault: (value: Json) => Value;
  /** One value for each alternative, for rules that ask whether a thing exists in every case. */
  readonly each: () => readonly Value[];
  /** The items of the list, in every alternative; items that turn out to be nothing are left out. */
  readonly items: () => readonly Value[];
  /** The names of an object's entries, in every alternative. */
  readonly keys: () => readonly string[];
  /** The value as a report shows it. */
  readonly toString: () => string;
}

/** What a value turns out to be. */
export type Resolved = Literal | Absent | Reference | Text | Unknown;

/** JSON whose top is no intrinsic function; what lies deeper is resolved on the way down. */
export interface Literal {
  readonly kind: 'literal';
  readonly value: Json;
}

/** Nothing is written, or `AWS::NoValue` is: CloudFormation's default applies. */
export interface Absent {
  readonly kind: 'absent';
}

/** A use of another resource: `Ref` (attribute `Ref`) or `Fn::GetAtt`. */
export interface Reference {
  readonly kind: 'reference';
  readonly resource: Resource;
  readonly attribute: string;
}

/** Text of which some parts are references or unknown. */
interface Text {
  readonly kind: 'text';
  readonly parts: readonly TextPart[];
}

export type TextPart = string | Reference | Unknown;

/** Something that only the deployment decides. */
export interface Unknown {
  readonly kind: 'unknown';
  readonly why: string;
  /** The dynamic reference that CloudFormation replaces, where that is the reason. */
  readonly dynamic?: string;
  /** Name of the stack whose template was not given, where that is the reason. */
  readonly stack?: string | undefined;
}

/** Conditions and comparisons that were taken as true or false on the way to a value, by name. */
export type Given = ReadonlyMap<string, boolean>;

/** One thing that a value may turn out to be, and under which conditions. */
export interface Alternative {
  readonly resolved: Resolved;
  readonly given: Given;
}

/** Tells everything that a node may turn out to be in a template. */
type Resolve = (node: Json | undefined, template: Template, given: Given) => readonly Alternative[];

/** What functions and conditions are evaluated in. */
export interface Scope {
  readonly template: Template;
  readonly given: Given;
  readonly resolve: Resolve;
}
