import { assume } from './assumptions.ts';
import { evaluateCondition } from './conditions.ts';
import { type JsonRecord, section } from './json.ts';
import { resolve } from './resolve.ts';
import type { Truth } from './truth.ts';
import type { Given, Resource, Template, Value } from './types.ts';
import { valueAt } from './value.ts';

/** A resource as its template defines it. */
class DefinedResource implements Resource {
  readonly template: Template;
  readonly logicalId: string;
  readonly type: string;
  readonly definition: JsonRecord;
  /** What has been read so far: several rules ask for the same, and what they make of it may be kept beside it. */
  private all: Value | undefined;
  private givenRead: Given | undefined;
  private read: Map<string, Value> | undefined;

  constructor(template: Template, logicalId: string, definition: JsonRecord) {
    this.template = template;
    this.logicalId = logicalId;
    this.type = typeof definition['Type'] === 'string' ? definition['Type'] : '';
    this.definition = definition;
  }

  get construct(): string | undefined {
    const path = section(this.definition, 'Metadata')['aws:cdk:path'];
    return typeof path === 'string' ? path : undefined;
  }

  property(path: string): Value {
    this.read ??= new Map();
    const known = this.read.get(path);
    if (known) return known;
    const value = this.properties.at(path);
    this.read.set(path, value);
    return value;
  }

  attribute(name: string): Value {
    return name === 'Properties' ? this.properties : valueAt(this, name, this.definition[name]);
  }

  get given(): Given {
    const condition = this.definition['Condition'];
    this.givenRead ??=
      typeof condition === 'string'
        ? assume(condition, true, this.template, this.template.given)
        : this.template.given;
    return this.givenRead;
  }

  private get properties(): Value {
    this.all ??= valueAt(this, 'Properties', this.definition['Properties']);
    return this.all;
  }

  isMade(given: Given = this.template.given): Truth {
    const condition = this.definition['Condition'];
    if (condition === undefined) return true;
    if (typeof condition !== 'string') return undefined;
    return evaluateCondition(condition, { template: this.template, given, resolve });
  }
}

/** The resource that a template defines under a logical id. */
export function resourceOf(template: Template, logicalId: string, definition: JsonRecord): Resource {
  return new DefinedResource(template, logicalId, definition);
}

/** Stands for the template itself where a resource has to be named. */
export function wholeTemplate(template: Template): Resource {
  return new DefinedResource(template, '', {});
}
