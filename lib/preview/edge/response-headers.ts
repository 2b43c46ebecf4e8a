import type { Answer } from '../responder.ts';
import { corsHeaders, type PolicyHeader, type Preflight } from './cors-headers.ts';
import type { HeadersPolicyConfig } from './settings/policies.ts';

type Headers = Answer['headers'];

/**
 * The headers of an answer once CloudFront has applied a response headers policy to those of the origin, names in lower
 * case: it removes first, and a header of the policy gives way to one of the origin only where it does not override.
 */
export function withPolicyHeaders(
  config: HeadersPolicyConfig,
  origin: Headers,
  preflight?: Preflight,
): Headers {
  const removed = (config.RemoveHeadersConfig?.Items ?? []).map(({ Header }) => Header.toLowerCase());
  const left = Object.entries(origin)
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => !removed.includes(name));
  const kept = Object.fromEntries(left);
  const own = [
    ...securityHeaders(config.SecurityHeadersConfig ?? {}),
    ...customHeaders(config),
    ...(config.CorsConfig && preflight ? corsHeaders(config.CorsConfig, preflight) : []),
  ];
  const applied = own.filter(({ name, override }) => override || kept[name] === undefined);
  return { ...kept, ...Object.fromEntries(applied.map(({ name, value }) => [name, value])) };
}

function customHeaders(config: HeadersPolicyConfig): readonly PolicyHeader[] {
  return (config.CustomHeadersConfig?.Items ?? []).map(({ Header, Value, Override }) => ({
    name: Header.toLowerCase(),
    value: Value,
    override: Override,
  }));
}

type SecurityHeaders = NonNullable<HeadersPolicyConfig['SecurityHeadersConfig']>;

/** How CloudFront writes what it has settings of its own for. */
function securityHeaders({
  ContentSecurityPolicy: policy,
  ContentTypeOptions: types,
  FrameOptions: frames,
  ReferrerPolicy: referrer,
  StrictTransportSecurity: transport,
  XSSProtection: filter,
}: SecurityHeaders): readonly PolicyHeader[] {
  const header = (name: string, setting: { readonly Override: boolean } | undefined, value = '') =>
    setting ? [{ name, value, override: setting.Override }] : [];
  return [
    ...header('content-security-policy', policy, policy?.ContentSecurityPolicy),
    ...header('x-content-type-options', types, 'nosniff'),
    ...header('x-frame-options', frames, frames?.FrameOption),
    ...header('referrer-policy', referrer, referrer?.ReferrerPolicy),
    ...header('strict-transport-security', transport, transport && transportSecurity(transport)),
    ...header('x-xss-protection', filter, filter && scriptFilter(filter)),
  ];
}

function transportSecurity({
  AccessControlMaxAgeSec,
  IncludeSubdomains,
  Preload,
}: NonNullable<SecurityHeaders['StrictTransportSecurity']>): string {
  return [
    `max-age=${AccessControlMaxAgeSec}`,
    ...(IncludeSubdomains ? ['includeSubDomains'] : []),
    ...(Preload ? ['preload'] : []),
  ].join('; ');
}

function scriptFilter({
  Protection,
  ModeBlock,
  ReportUri,
}: NonNullable<SecurityHeaders['XSSProtection']>): string {
  if (!Protection) return '0';
  return ['1', ...(ModeBlock ? ['mode=block'] : []), ...(ReportUri ? [`report=${ReportUri}`] : [])].join(
    '; ',
  );
}
