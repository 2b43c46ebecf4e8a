import { behaviours } from '../../../cloudformation/distributions.ts';
import { attachedPolicies, headersPolicyType } from '../../../cloudformation/headers-policies.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { observe } from '../../expect.ts';
import { notApplicable, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { aboutHeaders, onEveryBehaviour } from './attached-policies.ts';
import { type CspHeader, type CspVerdict, cspOf, judgeCsp } from './csp-verdicts.ts';
import {
  endpointNames,
  endpointUri,
  isOwnUri,
  type OwnHosts,
  ownHosts,
  reportTargets,
} from './report-endpoints.ts';
import { expectCustomHeader } from './response-headers.ts';

/** Browsers tell the shop, and nobody else, what the content security policy blocked. */
export const hdr07: Rule = {
  ...aboutHeaders,
  id: 'HDR-07',
  title: 'Browsers report to the shop itself what the content security policy blocks',
  severity: 'medium',
  why: 'A skimmer that is blocked leaves a trace only if the browser says so; reports hold addresses of pages, so they stay with the shop.',
  fix: 'Name a path of the shop in report-uri, and the same address in report-to with a Reporting-Endpoints header.',
  controls: ['HDR-07'],
  check: (resource, model) =>
    model.storefrontOf(resource.template) === undefined && !hasCsp(resource)
      ? [notApplicable(resource, 'there is no content security policy that could report')]
      : everywhere(resource, model),
};

/** A storefront must have one; in somebody else's template HDR-02 says that it is missing. */
function hasCsp(resource: Resource): boolean {
  const policies =
    resource.type === headersPolicyType ? [resource] : behaviours(resource).flatMap(attachedPolicies);
  return policies.some((policy) => !cspOf(policy).isAbsent);
}

const everywhere = onEveryBehaviour('a content security policy that reports', (policy, model) => {
  const hosts = ownHosts(policy, model);
  return [...judgeCsp(policy, (csp) => targets(csp, hosts)), ...endpoints(policy, hosts)];
});

function targets(csp: CspHeader, hosts: OwnHosts): readonly CspVerdict[] {
  const { uris, endpoints: names } = reportTargets(csp);
  const found = [
    ...uris.map((uri) => target(uri, hosts)),
    ...names.map((name) => named(`report-to ${name}`)),
  ];
  if (found.length > 0) return found;
  const expected = 'report-uri or report-to';
  return [
    {
      status: 'fail',
      about: 'reports',
      says: `has no directive for reports; expected ${expected}`,
      actual: `no ${expected}`,
      expected,
    },
  ];
}

function target(uri: string, hosts: OwnHosts): CspVerdict {
  const verdict = isOwnUri(uri, hosts);
  const actual = `report-uri ${uri}`;
  if (verdict === true) return named(actual);
  const expected = 'a path of the shop';
  return {
    status: verdict === undefined ? 'unknown' : 'fail',
    about: actual,
    says:
      verdict === undefined
        ? `has ${actual}; only the deployment tells whether that is ${expected}`
        : `has ${actual}; reports must go to ${expected}`,
    actual,
    expected,
  };
}

function named(actual: string): CspVerdict {
  return { status: 'pass', about: actual, says: `has ${actual}`, actual, expected: actual };
}

function endpoints(policy: Resource, hosts: OwnHosts): readonly Observation[] {
  const names = endpointNames(policy);
  if (names.length === 0) return [];
  return expectCustomHeader(policy, 'Reporting-Endpoints', (value) =>
    names.map((name) => expectEndpoint(value, name, hosts)),
  );
}

function expectEndpoint(value: Value, name: string, hosts: OwnHosts): Observation {
  const expected = `an endpoint ${name} on a host of the shop`;
  return observe(value, { expected, about: name }, (resolved) => {
    if (resolved.kind !== 'literal') return resolved.kind === 'absent' ? false : undefined;
    const uri = typeof resolved.value === 'string' ? endpointUri(resolved.value, name) : undefined;
    return uri === undefined ? false : isOwnUri(uri, hosts);
  });
}
