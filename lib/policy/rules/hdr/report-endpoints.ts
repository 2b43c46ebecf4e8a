import { customHeaders } from '../../../cloudformation/headers-policies.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import type { Verdict } from '../../expect.ts';
import { type CspHeader, cspHeaders } from './csp-verdicts.ts';
import { expectHeaderName } from './response-headers.ts';
import { parseDictionary } from './structured-field.ts';

/** Where a content security policy sends reports: addresses, and names of endpoints. */
export function reportTargets({ policies }: CspHeader): {
  readonly uris: readonly string[];
  readonly endpoints: readonly string[];
} {
  return {
    uris: [...new Set(policies.flatMap((policy) => policy.get('report-uri') ?? []))],
    endpoints: [...new Set(policies.flatMap((policy) => policy.get('report-to') ?? []))],
  };
}

/** Names of endpoints that the content security policy of a headers policy means, in any alternative. */
export function endpointNames(policy: Resource): readonly string[] {
  return [...new Set(cspHeaders(policy).flatMap((header) => reportTargets(header).endpoints))];
}

/** The address behind the name of an endpoint; nothing where the field is malformed or lacks it. */
export function endpointUri(field: string, endpoint: string): string | undefined {
  const member = parseDictionary(field)?.get(endpoint);
  const [item] = member?.isList === false ? member.items : [];
  return item?.kind === 'string' ? item.text : undefined;
}

/** The shop's own host names, as far as the templates tell. */
export interface OwnHosts {
  readonly names: readonly string[];
  /** Whether there may be others. */
  readonly isOpen: boolean;
}

/** The host names under which a headers policy answers. */
export function ownHosts(policy: Resource, model: Model): OwnHosts {
  const domain = model.storefrontOf(policy.template)?.contract.domain;
  if (domain !== undefined) return { names: [domain.toLowerCase()], isOpen: false };
  const lists = model
    .referrers(policy, 'AWS::CloudFront::Distribution')
    .map((distribution) => distribution.property('DistributionConfig.Aliases'));
  const names = lists.flatMap((list) => list.items()).map(({ literal }) => literal);
  const known = names.filter((name) => typeof name === 'string');
  const isOpen =
    known.length === 0 || known.length < names.length || lists.some((list) => !list.isDecidedList);
  return { names: known.map((name) => name.toLowerCase()), isOpen };
}

/** Whether reports stay with the shop. */
export function isOwnUri(uri: string, { names, isOpen }: OwnHosts): Verdict {
  const url = readUri(uri);
  if (!url) return false;
  if (url.host === undefined) return true;
  return names.includes(url.host) || (isOpen ? undefined : false);
}

/** The paths on the shop's own hosts to which browsers send the reports of a headers policy. */
export function reportPaths(policy: Resource, model: Model): readonly string[] {
  const hosts = ownHosts(policy, model);
  const uris = cspHeaders(policy).flatMap((header) => {
    const { uris: direct, endpoints } = reportTargets(header);
    return [...direct, ...endpoints.flatMap((endpoint) => endpointUris(policy, endpoint))];
  });
  const paths = uris.filter((uri) => isOwnUri(uri, hosts) === true).map((uri) => readUri(uri)?.path);
  return [...new Set(paths.filter((path) => path !== undefined))];
}

function endpointUris(policy: Resource, endpoint: string): readonly string[] {
  const fields = customHeaders(policy)
    .items()
    .filter((item) => expectHeaderName(item, 'Reporting-Endpoints').status === 'pass')
    .flatMap((item) => texts(item.at('Value')));
  return fields.map((field) => endpointUri(field, endpoint)).filter((uri) => uri !== undefined);
}

function texts(value: Value): readonly string[] {
  return value.alternatives.flatMap((resolved) =>
    resolved.kind === 'literal' && typeof resolved.value === 'string' ? [resolved.value] : [],
  );
}

/** Host and path of an address; nothing for what browsers would not send a report to. */
function readUri(uri: string): { readonly host?: string; readonly path: string } | undefined {
  // Browsers read a backslash as a slash, and two of them at the start as another host.
  const path = /^\/(?![/\\])[^?#]*/.exec(uri)?.[0];
  if (path !== undefined) return { path };
  if (!uri.toLowerCase().startsWith('https://') || !URL.canParse(uri)) return undefined;
  const { hostname, pathname } = new URL(uri);
  return { host: hostname, path: pathname };
}
