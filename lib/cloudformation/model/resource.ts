import type { JsonRecord } from './json.ts';
import type { Template } from './template.ts';
import { Value } from './value.ts';

/** One resource of a template. */
export class Resource {
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

  /** The path of the CDK construct that made it, where the template tells. */
  get construct(): string | undefined {
    const metadata = this.definition['Metadata'];
    if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata)) return undefined;
    const path = (metadata as JsonRecord)['aws:cdk:path'];
    return typeof path === 'string' ? path : undefined;
  }

  /** The value at a dotted path below `Properties`; list items are `[0]`. */
  property(path: string): Value {
    this.properties ??= this.attribute('Properties');
    return this.properties.at(path);
  }

  /** The value of a resource attribute such as `DeletionPolicy`. */
  attribute(name: string): Value {
    return Value.of(this, name, this.definition[name]);
  }
}
