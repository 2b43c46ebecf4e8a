import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';
import { frameAncestors } from '../../../contract/content-security-policy.ts';
import type { StorefrontContract, StorefrontPath } from '../../../contract/schema.ts';
import { type ContentSecurityPolicy, sourcesOf } from '../../csp/content-security-policy.ts';
import { type CspSource, parseSource } from '../../csp/source.ts';
import type { Observation } from '../../observation.ts';
import { type CspHeader, type CspVerdict, cspHeaders, judgeCsp } from './csp-verdicts.ts';
import { whyForbidden } from './forbidden-sources.ts';
import { policiesOnPaths } from './served-paths.ts';

/** Says who may frame a page. */
export const framingDirective = 'frame-ancestors';

/** Judges who may frame what each behaviour serves: on pages the sites that the storefront names, elsewhere nobody. */
export function framedAsDeclared(distribution: Resource, model: Model): readonly Observation[] {
  const storefront = model.storefrontOf(distribution.template);
  if (!storefront) return [];
  const { contract } = storefront;
  return policiesOnPaths(distribution, contract.paths).flatMap(({ policy, path }) =>
    judgedWritten(policy, (header) => [{ ...framers(header, contract, path), judgedFor: path.pattern }]),
  );
}

/** What is not written out, or open to anybody, is found by itself. */
function judgedWritten(
  policy: Resource,
  judge: (header: CspHeader) => readonly CspVerdict[],
): readonly Observation[] {
  if (!cspHeaders(policy).some(({ policies }) => policies.some(isRestricted))) return [];
  return judgeCsp(policy, (header) => (header.policies.some(isRestricted) ? judge(header) : []));
}

function framers({ policies }: CspHeader, contract: StorefrontContract, path: StorefrontPath): CspVerdict {
  const declared = frameAncestors(contract, path).map((origin) => parseSource(origin).text);
  // All policies of a header apply together, so a site has to stand in each of them that says something.
  const [first = [], ...others] = policies.flatMap((policy) => named(sourcesOf(policy, framingDirective)));
  const actual = first.filter((origin) => others.every((list) => list.includes(origin)));
  const isSame = actual.length === declared.length && declared.every((origin) => actual.includes(origin));
  const about = `${framingDirective} on ${path.pattern}`;
  const wanted = `${inWords(declared)} frame ${path.pattern}`;
  return {
    status: isSame ? 'pass' : 'fail',
    about,
    says: isSame
      ? `lets ${wanted}`
      : `lets ${inWords(actual)} frame ${path.pattern}; ${whom(declared, path)}`,
    actual: inWords(actual),
    expected: inWords(declared),
  };
}

function named(sources: readonly CspSource[] | undefined): readonly (readonly string[])[] {
  return sources ? [sources.filter((source) => !isNobody(source)).map(({ text }) => text)] : [];
}

function inWords(origins: readonly string[]): string {
  return origins.length === 0 ? 'nobody' : origins.join(' ');
}

function whom(declared: readonly string[], { serves }: StorefrontPath): string {
  if (declared.length > 0) return `expected ${declared.join(' ')}, which the shop names`;
  return serves === 'pages'
    ? 'the shop names no site that may'
    : 'only pages on which nobody pays may be framed, by sites that the shop names';
}

/** Whether a policy lets nobody frame the page, or exact hosts alone. */
export function isRestricted(policy: ContentSecurityPolicy): boolean {
  const sources = sourcesOf(policy, framingDirective);
  return (
    sources !== undefined && (sources.every(isNobody) || (sources.some(isHost) && sources.every(isExact)))
  );
}

function isNobody({ text }: CspSource): boolean {
  return text === "'none'";
}

function isExact(source: CspSource): boolean {
  return whyForbidden(source, framingDirective) === undefined;
}

/** Whether a source is a host, by whichever name. */
export function isHost({ kind }: CspSource): boolean {
  return kind === 'host';
}
