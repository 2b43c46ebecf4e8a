import { asParts } from '../../../cloudformation/model/resolved.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { referenced } from '../../../cloudformation/references.ts';
import { mtaStsPath, policyHost } from '../../../contract/mail.ts';

/** What mail servers are told under the host of a policy (RFC 8461, 3.2). */
interface StsPolicy {
  /** The whole text, with a line break after each line. */
  readonly text: string;
  readonly mode: string | undefined;
  readonly servers: readonly string[];
  readonly maxAgeSeconds: number;
}

/**
 * The MTA-STS policy that a distribution answers with by its function for viewers' requests; nothing where the code of that holds none for the
 * name, or more than one.
 */
export function policyServed(distribution: Resource, from: string): StsPolicy | undefined {
  const code = viewerRequestCode(distribution);
  if (!code.includes(`${policyHost(from)}${mtaStsPath}`)) return undefined;
  // The text is JSON in a string of the code, so its line breaks are written with one backslash or two.
  const found = [...code.replace(/\\+n/g, '\n').matchAll(/version: ?STSv1\n(?:[a-z_]+: ?[^\n"'\\]+\n)+/g)];
  const [text] = found[0] ?? [];
  return text === undefined || found.length > 1 ? undefined : parsed(text);
}

function viewerRequestCode(distribution: Resource): string {
  return distribution
    .property('DistributionConfig.DefaultCacheBehavior.FunctionAssociations')
    .items()
    .filter((association) => association.at('EventType').literal === 'viewer-request')
    .map((association) => referenced(association.at('FunctionARN'))?.property('FunctionCode'))
    .map((code) => (code ? textOf(code) : ''))
    .join('');
}

/** The known parts of a text; what only the deployment tells is left out. */
function textOf(code: Value): string {
  const [only, ...others] = code.alternatives;
  if (!only || others.length > 0) return '';
  return asParts(only)
    .filter((part) => typeof part === 'string')
    .join('');
}

function parsed(text: string): StsPolicy {
  const lines = text
    .trim()
    .split('\n')
    .map((line) => line.split(/: ?/, 2))
    .map(([key = '', value = '']) => [key, value] as const);
  const first = (key: string) => lines.find(([name]) => name === key)?.[1];
  return {
    text,
    mode: first('mode'),
    servers: lines.filter(([name]) => name === 'mx').map(([, server]) => server),
    maxAgeSeconds: Number(first('max_age')),
  };
}
