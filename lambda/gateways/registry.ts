import {
  type Challenge,
  type CspSources,
  type GatewayConfig,
  type Integration,
  integrations,
  type Mode,
} from './gateway-config.ts';
import { entryOf } from './json.ts';
import json from './registry.json' with { type: 'json' };
import type { PageScript } from './session-request.ts';

/** How far a fact was followed: read at its source, agreed on by several, or merely known. */
type FactStatus = 'verified' | 'corroborated' | 'unverified';

/** Where a fact comes from and when it was true. */
export interface Provenance {
  readonly status: FactStatus;
  readonly source: string;
  readonly asOf: string;
}

/** What only this gateway asks for in the storefront file. */
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
  /** What the page needs besides, where the challenge of the card's issuer is shown in it. */
  readonly inlineChallenge?: PerMode<CspSources>;
  /** Where that challenge is never shown, each with what to write instead. */
  readonly challenges?: Fact & { readonly refused: Readonly<Partial<Record<Challenge, string>>> };
  /** Origins to which an answer of the second step leads, in the page. */
  readonly redirects?: PerMode<readonly string[]>;
  /** What the page loads of the gateway; absent where its code is a part of the shop's own, or where all there is is a frame. */
  readonly scripts?: PerMode<readonly PageScript[]>;
}

interface RefusedIntegration {
  readonly refused: string;
}

interface RegistrySetting extends GatewaySetting {
  /** What stands in a host name for each value; without it, the value itself does. */
  readonly values?: Readonly<Record<string, string>>;
}

type KeyModes = Readonly<Record<string, Readonly<Partial<Record<Mode, string>>>>>;

interface RegistryEntry {
  readonly title: string;
  readonly settings: readonly RegistrySetting[];
  /** What is known of the currencies that it takes; absent where it takes any, or where nobody knows. */
  readonly currencies?: Fact & {
    /** With a blank between. */
    readonly codes?: string;
    /** Another setting of the account decides which of them it takes: its value names it, or one of `values`. */
    readonly bySetting?: { readonly name: string; readonly values?: Readonly<Record<string, string>> };
    /** An account takes one, which no setting tells: amounts are in it, whatever currency they were meant in. */
    readonly isOnePerAccount?: true;
  };
  readonly callbacks: Fact;
  /** How well its answer to a key on trial is known; absent where no harmless request is. */
  readonly keyTrial?: Fact;
  /** Members of the secret that show their mode: what they must not look like in a mode. */
  readonly keyModes?: Fact & { readonly members: KeyModes };
  readonly scriptIntegrity: Fact & { readonly possible: boolean };
  /** In which integrations it is told the shopper's address for mail, and can send a receipt. */
  readonly email: Fact & { readonly integrations: readonly Integration[] };
  readonly egress: PerMode<readonly string[]>;
  readonly integrations: Readonly<Record<Integration, SupportedIntegration | RefusedIntegration>>;
}

interface Registry {
  readonly asOf: string;
  readonly gateways: Readonly<Record<string, RegistryEntry>>;
  readonly refused: Readonly<Record<string, string>>;
}

// TypeScript widens the strings of a JSON file; the gateway registry's tests hold it to this shape.
const registry = json as unknown as Registry;

/** The gateways that a shop can name. */
export const gatewayNames: readonly string[] = Object.keys(registry.gateways);

/** The gateways that are known and not supported, each with the reason. */
export const refusals: readonly (readonly [name: string, reason: string])[] = Object.entries(
  registry.refused,
);

/** Why a known gateway is refused; nothing for one that is supported or that nobody has heard of. */
export function refusalOf(name: string): string | undefined {
  return entryOf(registry.refused, name);
}

/** The gateway's own name, as its owner writes it. */
export function titleOf(name: string): string {
  return gateway(name).title;
}

/** What the storefront file must and may say about this gateway beyond mode and integration. */
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

/** The currencies that a gateway takes from the shop; nothing where nobody can tell. */
function currenciesOf(config: GatewayConfig): readonly string[] | undefined {
  return config.currencies ?? ofSetting(config) ?? knownCurrencies(config.name);
}

/** The currencies that a gateway takes at all; nothing where that is not known. */
export function knownCurrencies(name: string): readonly string[] | undefined {
  return gateway(name).currencies?.codes?.split(' ');
}

/** Whether an account takes but one currency, which only its owner knows. */
export function hasUnknownCurrency(config: GatewayConfig): boolean {
  return gateway(config.name).currencies?.isOnePerAccount === true && config.currencies === undefined;
}

/** The one currency of an account that one of its settings decides. */
function ofSetting({ name, settings }: GatewayConfig): readonly string[] | undefined {
  const decides = gateway(name).currencies?.bySetting;
  const value = decides && settings[decides.name];
  return value === undefined ? undefined : [decides?.values?.[value] ?? value];
}

/** The value of the setting that decides an account's currency, for the first of some currencies that it can be; nothing where none does. */
export function settingForCurrency(
  name: string,
  sold: readonly string[],
): { readonly name: string; readonly value: string } | undefined {
  const { bySetting, codes = '' } = gateway(name).currencies ?? {};
  const currency = sold.find((code) => codes.split(' ').includes(code));
  if (!bySetting || currency === undefined) return undefined;
  const [value = currency] =
    Object.entries(bySetting.values ?? {}).find(([, code]) => code === currency) ?? [];
  return { name: bySetting.name, value };
}

/** Whether a gateway takes a currency from a shop that sells in some, as far as is known. */
export function takesCurrency(config: GatewayConfig, currency: string, sold: readonly string[]): boolean {
  if (hasUnknownCurrency(config)) return sold.length === 1;
  return currenciesOf(config)?.includes(currency) ?? true;
}

/** What the payment page must be allowed to load, frame and post to, sorted. */
export function pageSources(config: GatewayConfig): CspSources {
  const entry = supported(config.name, config.integration);
  const page = inMode(entry, config);
  const isInline = config.threeDSecure === 'inline' && entry.inlineChallenge !== undefined;
  const challenge = isInline ? inMode(entry.inlineChallenge, config) : {};
  const directives = [...new Set([...Object.keys(page), ...Object.keys(challenge)])].sort();
  return Object.fromEntries(
    directives.map((directive) => {
      const sources = [...(page[directive] ?? []), ...(challenge[directive] ?? [])];
      return [directive, fill(sources, config)];
    }),
  );
}

/** The gateway's scripts that the payment page loads, in their order. */
export function pageScripts(config: GatewayConfig): readonly PageScript[] {
  const { scripts } = supported(config.name, config.integration);
  return scripts ? inMode(scripts, config) : [];
}

/** Where the answer of the session function may send the browser; nothing where the integration leads nowhere. */
export function redirectOrigins(config: GatewayConfig): readonly string[] {
  const entry = supported(config.name, config.integration);
  if (entry.redirects) return fill(inMode(entry.redirects, config), config);
  if (config.integration !== 'redirect') return [];
  return fill(inMode(entry, config)['form-action'] ?? [], config);
}

/** Why the challenge of a card's issuer cannot be shown there, and what to write instead; nothing where it can. */
export function challengeRefusal({
  name,
  integration,
  threeDSecure,
}: Pick<GatewayConfig, 'name' | 'integration' | 'threeDSecure'>): string | undefined {
  return supported(name, integration).challenges?.refused[threeDSecure];
}

/** Whether the gateway is told the shopper's address for mail, so that it can send a receipt. */
export function takesEmail({ name, integration }: Pick<GatewayConfig, 'name' | 'integration'>): boolean {
  return gateway(name).email.integrations.includes(integration);
}

/** The hosts that the shop's functions call, without scheme. */
export function egressHosts(config: GatewayConfig): readonly string[] {
  return fill(inMode(gateway(config.name).egress, config), config);
}

/** How well the sources of one integration are known. */
export function provenanceOf(name: string, integration: Integration): Provenance {
  const { status, source } = supported(name, integration);
  return { status, source, asOf: registry.asOf };
}

/** How well the signature of the gateway's callbacks is known. */
export function callbackProvenanceOf(name: string): Provenance {
  const { status, source } = gateway(name).callbacks;
  return { status, source, asOf: registry.asOf };
}

/** Whether what the gateway answers to a key on trial is known from its own documentation or code. */
export function isKeyTrialVerified(name: string): boolean {
  return gateway(name).keyTrial?.status === 'verified';
}

/** A regular expression for values of a secret's member that belong to the other mode; nothing where none is known. */
export function otherModePattern({ name, mode }: GatewayConfig, member: string): string | undefined {
  return entryOf(gateway(name).keyModes?.members ?? {}, member)?.[mode];
}

/** Whether the gateway's scripts can be loaded with the hash of their bytes, and how well that is known. */
export function scriptIntegrityOf(name: string): Provenance & { readonly possible: boolean } {
  const { status, source, possible } = gateway(name).scriptIntegrity;
  return { status, source, asOf: registry.asOf, possible };
}

function gateway(name: string): RegistryEntry {
  const found = entryOf(registry.gateways, name);
  if (!found) throw new Error(`the gateway registry has no gateway '${name}'`);
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

function inMode<T>({ live, test }: PerMode<T>, { mode }: GatewayConfig): T {
  return mode === 'test' ? (test ?? live) : live;
}

function fill(templates: readonly string[], config: GatewayConfig): readonly string[] {
  const filled = templates.map((template) =>
    template.replace(/\{(\w+)\}/g, (_, name: string) => hostPart(config, name)),
  );
  return [...new Set(filled)].sort();
}

// A value that is not a part of a host name could add a source, or a directive, to the policy of the page.
function hostPart({ name, settings }: GatewayConfig, settingName: string): string {
  const setting = gateway(name).settings.find((each) => each.name === settingName);
  if (!setting) throw new Error(`the gateway registry has no setting '${settingName}' for ${name}`);
  const value = settings[settingName];
  if (value === undefined || !new RegExp(setting.pattern).test(value)) {
    throw new Error(`${name} needs '${settingName}' like '${setting.example}', got '${value}'`);
  }
  return (setting.values?.[value] ?? value).toLowerCase();
}
