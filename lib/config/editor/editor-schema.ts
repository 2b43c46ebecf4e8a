import { kitDecisions } from '../../contract/kit-decisions.ts';
import { type JsonSchema, schemaOf } from '../json-schema.ts';
import { storefrontSchema } from '../schema.ts';
import { type UnsupportedSetting, unsupportedSettings } from '../unsupported-settings.ts';
import { environmentConditions } from './environment-conditions.ts';
import { gatewayConditions } from './gateway-conditions.ts';

/**
 * The JSON Schema of a storefront file for editors: its form, and what must hold between settings as far as JSON Schema can say it.
 * What is not supported is refused, with the reason in the description of the setting.
 */
export function editorSchema(): JsonSchema {
  const schema = schemaOf('storefront.yaml', storefrontSchema);
  for (const row of unsupportedSettings) refuse(schema, row);
  const environment = below(schema, ['environments', '*']);
  environment.allOf = [...environmentConditions()];
  const confirmations = below(schema, ['confirmations']);
  confirmations.allOf = Object.keys(kitDecisions).map((decision) => ({
    contains: { properties: { decision: { const: decision } }, required: ['decision'] },
    minContains: 0,
    maxContains: 1,
  }));
  const { items } = below(environment, ['payments', 'gateways']);
  if (typeof items !== 'object' || Array.isArray(items)) throw new Error('gateways are no list');
  items.allOf = [...gatewayConditions()];
  return schema;
}

/** The schema below a path of names; of several forms the first one that has the name. */
function below(schema: JsonSchema, [step, ...rest]: readonly string[]): JsonSchema {
  if (step === undefined) return schema;
  const part = step === '*' ? schema.additionalProperties : formWith(schema, step).properties?.[step];
  if (typeof part !== 'object') throw new Error(`the schema has no ${step}`);
  return below(part, rest);
}

function formWith(schema: JsonSchema, name: string): JsonSchema {
  return schema.anyOf?.find(({ properties = {} }) => Object.hasOwn(properties, name)) ?? schema;
}

function refuse(schema: JsonSchema, { path, except, because, remedy }: UnsupportedSetting): void {
  const steps = path.split('.');
  const name = steps.at(-1) ?? '';
  const form = formWith(below(schema, steps.slice(0, -1)), name);
  const setting = form.properties?.[name];
  const said = `Refused: ${because ?? 'not supported yet'}; ${remedy}.`;
  form.properties = {
    ...form.properties,
    [name]:
      except !== undefined && typeof setting === 'object'
        ? {
            ...setting,
            enum: [except],
            description: `${setting.description} Only ${except} is supported yet.`,
          }
        : { title: path.replaceAll('*', 'NAME'), description: said, not: {} },
  };
}
