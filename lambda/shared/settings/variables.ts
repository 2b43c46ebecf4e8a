import * as z from 'zod/mini';
import { challenges, type GatewayConfig, integrations, modes } from '../../gateways/gateway-config.ts';

// A function that was deployed with half of its settings must not start: the first request would find out.

/** A setting that is text. Throws where it is missing. */
export function variable(environment: NodeJS.ProcessEnv, name: string): string {
  const value = environment[name];
  if (!value) throw new Error(`the function has no environment variable ${name}`);
  return value;
}

/** A setting that is JSON of a certain form. Throws where it is not. */
export function jsonVariable<Form extends z.ZodMiniType>(
  environment: NodeJS.ProcessEnv,
  name: string,
  form: Form,
): z.output<Form> {
  const parsed = form.safeParse(JSON.parse(variable(environment, name)));
  if (!parsed.success) throw new Error(`the environment variable ${name} has another form than it needs`);
  return parsed.data;
}

/** The gateways of the shop, from the variable `GATEWAYS`. */
export function configuredGateways(environment: NodeJS.ProcessEnv): readonly ConfiguredGateway[] {
  return jsonVariable(environment, 'GATEWAYS', z.array(configuredGateway));
}

const configuredGateway = z.strictObject({
  config: z.strictObject({
    name: z.string(),
    mode: z.enum(modes),
    integration: z.enum(integrations),
    threeDSecure: z.enum(challenges),
    currencies: z.optional(z.array(z.string())),
    settings: z.record(z.string(), z.string()),
  }),
  secretId: z.string(),
});

/** One gateway of the shop, as a function is told of it. */
export interface ConfiguredGateway {
  readonly config: GatewayConfig;
  /** ARN or name of its secret. */
  readonly secretId: string;
}
