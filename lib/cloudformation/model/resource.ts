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
  private properties: Value | undefined;

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
    this.properties ??= this.attribute('Properties');
    return this.properties.at(path);
  }

  attribute(name: string): Value {
    return valueAt(this, name, this.definition[name]);
  }

  isMade(given: Given = new Map()): Truth {
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
