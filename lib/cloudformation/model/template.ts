import {
  type AccountContract,
  type ContractRead,
  readContract,
  type StorefrontContract,
} from '../../contract/schema.ts';
import { groupBy } from '../../group-by.ts';
import { isRecord, type Json, type JsonRecord, section } from './json.ts';
import { Resource } from './resource.ts';

/** Where a template came from, and what is known of the stack it becomes. */
export interface TemplateSource {
  /** Path from the folder that was given, with `/`; the same on every machine. */
  readonly name: string;
  /** SHA-256 of the file, in hex. */
  readonly sha256: string;
  readonly body: JsonRecord;
  /** The stack's name, where a cloud assembly tells. */
  readonly stackName?: string;
  readonly account?: string;
  readonly region?: string;
  /** Logical id of the resource in another template that makes this nested stack. */
  readonly nestedIn?: { readonly template: string; readonly logicalId: string };
}

/** One CloudFormation template with its resources; how it relates to others is the model's matter. */
export class Template {
  readonly name: string;
  readonly sha256: string;
  readonly body: JsonRecord;
  readonly stackName: string | undefined;
  readonly account: string | undefined;
  readonly region: string | undefined;
  /** Values given for parameters on the command line; they win over the template's defaults. */
  readonly parameterValues: Readonly<Record<string, string>>;
  readonly resources: ReadonlyMap<string, Resource>;
  private byType: ReadonlyMap<string, readonly Resource[]> | undefined;
  /** What `Metadata.Palisade` holds; nothing in a foreign template. */
  readonly contract: ContractRead | undefined;
  /** Answers what lies outside this template; the model sets it once all templates are known. */
  outside: Outside = nothingOutside;
  /** Nodes that other templates are asking for right now: ends circles of outputs. */
  readonly resolving = new Set<Json>();

  constructor(source: TemplateSource, parameterValues: Readonly<Record<string, string>> = {}) {
    this.name = source.name;
    this.sha256 = source.sha256;
    this.body = source.body;
    this.stackName = source.stackName;
    this.account = source.account;
    this.region = source.region;
    this.parameterValues = parameterValues;
    const block = section(source.body, 'Metadata')['Palisade'];
    this.contract = block === undefined ? undefined : readContract(block);
    this.resources = new Map(
      Object.entries(section(source.body, 'Resources')).map(([logicalId, definition]) => [
        logicalId,
        new Resource(this, logicalId, isRecord(definition) ? definition : {}),
      ]),
    );
  }

  /** Its resources of a type, in the order of the template. */
  ofType(type: string): readonly Resource[] {
    this.byType ??= groupBy([...this.resources.values()], (resource) => resource.type);
    return this.byType.get(type) ?? [];
  }

  /** What the storefront says about itself; nothing in a foreign template. */
  get storefront(): StorefrontContract | undefined {
    const contract = this.contract?.contract;
    return contract?.kind === 'storefront' ? contract : undefined;
  }

  /** What the stack of an account says about itself; nothing in any other template. */
  get accountStack(): AccountContract | undefined {
    const contract = this.contract?.contract;
    return contract?.kind === 'account' ? contract : undefined;
  }
}

/** A value together with the template in which its references mean something. */
export interface Elsewhere {
  readonly template: Template;
  readonly node: Json;
}

/** What a template cannot know by itself. */
export interface Outside {
  /** The output that exports `name`. */
  readonly exported: (name: string) => Elsewhere | undefined;
  /** The output `output` of the stack named `stack`. */
  readonly stackOutput: (stack: string, output: string, region?: string) => Elsewhere | undefined;
  /** What the parent stack passes for a parameter of this nested stack. */
  readonly passedParameter: (parameter: string) => Elsewhere | undefined;
  /** The output of the nested stack that a resource of this template makes. */
  readonly nestedOutput: (logicalId: string, output: string) => Elsewhere | undefined;
}

const nothingOutside: Outside = {
  exported: () => undefined,
  stackOutput: () => undefined,
  passedParameter: () => undefined,
  nestedOutput: () => undefined,
};
