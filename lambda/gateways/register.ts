import type { CspSources, GatewayUse, Integration } from './gateway-use.ts';
import { integrations } from './gateway-use.ts';
import { entryOf } from './json.ts';
import json from './register.json' with { type: 'json' };

/** How far a fact was followed: read at its source, agreed on by several, or merely known. */
type FactStatus = 'verified' | 'corroborated' | 'unverified';

/** Where a fact comes from and when it was true. */
export interface Provenance {
  readonly status: FactStatus;
  readonly source: string;
  readonly asOf: string;
}

/** What only this gateway asks for in the shop's file. */
export interface GatewaySetting {
  readonly name: string;
  /** In which mode it must be given. */
  readonly required: 'live' | 'always' | 'never';
  /** A regular expression that the whole value matches. */
  readonly pattern: string;
  readonly example: string;
  /** What it is and where its owner finds it. */
  readonly meaning: string;
}

interface Fact {
  readonly status: FactStatus;
  readonly source: string;
}

/** One value per mode; without `test`, the gateway uses the same hosts for both. */
interface PerMode<T> extends Fact {
  readonly live: T;
  readonly test?: T;
}

interface SupportedIntegration extends PerMode<CspSources> {
  readonly inlineChallenge?: Fact & { readonly adds: CspSources };
}

interface RefusedIntegration {
  readonly refused: string;
}

interface RegisteredSetting extends GatewaySetting {
  /** What stands in a host name for each value; without it, the value itself does. */
  readonly values?: Readonly<Record<string, string>>;
}

interface RegisteredGateway {
  readonly title: string;
  readonly settings: readonly RegisteredSetting[];
  readonly callbacks: Fact;
  readonly scriptIntegrity: Fact & { readonly possible: boolean };
  readonly egress: PerMode<readonly string[]>;
  readonly integrations: Readonly<Record<Integration, SupportedIntegration | RefusedIntegration>>;
}

interface Register {
  readonly asOf: string;
  readonly gateways: Readonly<Record<string, RegisteredGateway>>;
  readonly refused: Readonly<Record<string, string>>;
}

// TypeScript widens the strings of a JSON file; the register's tests hold it to this shape.
const register = json as unknown as Register;

/** The gateways that a shop can name. */
export const gatewayNames: readonly string[] = Object.keys(register.gateways);

/** The gateways that are known and not supported, each with the reason. */
export const refusals: readonly (readonly [name: string, reason: string])[] = Object.entries(
  register.refused,
);

/** Why a known gateway is refused; nothing for one that is supported or that nobody has heard of. */
export function refusalOf(name: string): string | undefined {
  return entryOf(register.refused, name);
}

/** The gateway's own name, as its owner writes it. */
export function titleOf(name: string): string {
  return gateway(name).title;
}

/** What the shop's file must and may say about this gateway beyond mode and integration. */
export function settingsOf(name: string): readonly GatewaySetting[] {
  return gateway(name).settings.map(({ values: _, ...setting }) => setting);
}

/** The integrations whose sources are known and that can be served safely. */
export function supportedIntegrations(name: string): readonly Integration[] {
  const entries = gateway(name).integrations;
  return integrations.filter((integration) => !isRefused(entries[integration]));
}

/** Why this gateway is not offered that way, and what to use instead. */
export function integrationRefusal(name: string, integration: Integration): string {
  const entry = gateway(name).integrations[integration];
  if (!isRefused(entry)) throw new Error(`${name} supports ${integration}: there is nothing to refuse`);
  return entry.refused;
}

/** What the payment page must be allowed to load, frame and post to, sorted. */
export function pageSources(use: GatewayUse): CspSources {
  const entry = supported(use.name, use.integration);
  const page = inMode(entry, use);
  const challenge = use.threeDSecure === 'inline' ? (entry.inlineChallenge?.adds ?? {}) : {};
  const directives = [...new Set([...Object.keys(page), ...Object.keys(challenge)])].sort();
  return Object.fromEntries(
    directives.map((directive) => {
      const sources = [...(page[directive] ?? []), ...(challenge[directive] ?? [])];
      return [directive, fill(sources, use)];
    }),
  );
}

/** Where the answer of the session function may send the browser; nothing unless the integration redirects. */
export function redirectOrigins(use: GatewayUse): readonly string[] {
  if (use.integration !== 'redirect') return [];
  return fill(inMode(supported(use.name, use.integration), use)['form-action'] ?? [], use);
}

/** The hosts that the shop's functions call, without scheme. */
export function egressHosts(use: GatewayUse): readonly string[] {
  return fill(inMode(gateway(use.name).egress, use), use);
}

/** How well the sources of one integration are known. */
export function provenanceOf(name: string, integration: Integration): Provenance {
  const { status, source } = supported(name, integration);
  return { status, source, asOf: register.asOf };
}

/** How well the signature of the gateway's callbacks is known. */
export function callbackProvenanceOf(name: string): Provenance {
  const { status, source } = gateway(name).callbacks;
  return { status, source, asOf: register.asOf };
}

/** Whether the gateway's scripts can be loaded with the hash of their bytes, and how well that is known. */
export function scriptIntegrityOf(name: string): Provenance & { readonly possible: boolean } {
  const { status, source, possible } = gateway(name).scriptIntegrity;
  return { status, source, asOf: register.asOf, possible };
}

function gateway(name: string): RegisteredGateway {
  const found = entryOf(register.gateways, name);
  if (!found) throw new Error(`the register has no gateway '${name}'`);
  return found;
}

function supported(name: string, integration: Integration): SupportedIntegration {
  const entry = gateway(name).integrations[integration];
  if (isRefused(entry)) throw new Error(`${name} is refused as ${integration}: ${entry.refused}`);
  return entry;
}

function isRefused(entry: SupportedIntegration | RefusedIntegration): entry is RefusedIntegration {
  return 'refused' in entry;
}

function inMode<T>({ live, test }: PerMode<T>, { mode }: GatewayUse): T {
  return mode === 'test' ? (test ?? live) : live;
}

function fill(templates: readonly string[], use: GatewayUse): readonly string[] {
  const filled = templates.map((template) =>
    template.replace(/\{(\w+)\}/g, (_, name: string) => hostPart(use, name)),
  );
  return [...new Set(filled)].sort();
}

// A value that is not a part of a host name could add a source, or a directive, to the policy of the page.
function hostPart({ name, settings }: GatewayUse, settingName: string): string {
  const setting = gateway(name).settings.find((each) => each.name === settingName);
  if (!setting) throw new Error(`the register has no setting '${settingName}' for ${name}`);
  const value = settings[settingName];
  if (value === undefined || !new RegExp(setting.pattern).test(value)) {
    throw new Error(`${name} needs '${settingName}' like '${setting.example}', got '${value}'`);
  }
  return (setting.values?.[value] ?? value).toLowerCase();
}
