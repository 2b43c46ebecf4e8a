import type { Resource } from '../../cloudformation/model/types.ts';
import {
  type ContentSecurityPolicy,
  parsePolicies,
  sourceDirectives,
} from '../csp/content-security-policy.ts';
import { at, canonical, type Names, shown } from './canonical.ts';
import type { Change } from './directed-properties.ts';
import type { Pair } from './weakening.ts';

const place = 'ResponseHeadersPolicyConfig.SecurityHeadersConfig.ContentSecurityPolicy.ContentSecurityPolicy';

/** What a content security policy lets a page do that it did not. */
export function headerWeakenings({ before, after }: Pair, names: Names): readonly Change[] {
  if (after.type !== 'AWS::CloudFront::ResponseHeadersPolicy') return [];
  const [earlier, later] = [policyOf(before, names), policyOf(after, names)];
  if (!earlier || !later) return [];
  return [
    ...sourceDirectives(earlier).flatMap((name) => directive(name, earlier, later)),
    ...[
      'report-uri',
      'report-to',
      'upgrade-insecure-requests',
      'sandbox',
      'require-trusted-types-for',
    ].flatMap((name) =>
      earlier.has(name) && !later.has(name)
        ? [change(name, shownList(earlier.get(name)), 'nothing', 'is gone')]
        : [],
    ),
  ];
}

/** Several policies hold together, so the first decides; the kit writes one. */
function policyOf(resource: Resource, names: Names): ContentSecurityPolicy | undefined {
  const [text] = at(canonical(resource.attribute('Properties'), names), place);
  return text === undefined ? undefined : parsePolicies(shownWhole(text))[0];
}

function directive(
  name: string,
  before: ContentSecurityPolicy,
  after: ContentSecurityPolicy,
): readonly Change[] {
  const known = before.get(name) ?? [];
  const now = after.get(name);
  if (!now) return [change(name, shownList(known), 'nothing', 'is gone')];
  return now
    .filter((source) => source !== "'none'" && !known.includes(source))
    .map((source) => change(name, 'nothing', source, 'has one more source'));
}

function shownList(items: readonly string[] | undefined): string {
  return shown((items ?? []).join(' '));
}

function shownWhole(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function change(name: string, before: string, after: string, says: string): Change {
  return { kind: 'broader', path: `ContentSecurityPolicy ${name}`, before, after, says };
}
