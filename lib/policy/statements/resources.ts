import { asParts } from '../../cloudformation/model/resolved.ts';
import { all, type Truth } from '../../cloudformation/model/truth.ts';
import type { Resolved, TextPart, Value } from '../../cloudformation/model/types.ts';
import { textIs } from '../../cloudformation/texts.ts';

/** How far a value of a statement's `Resource` reaches. */
type Reach = 'named' | 'everything' | 'nothing' | undefined;

/**
 * Whether a value names resources by ARN. `everything` is the verdict on what takes in each resource of a service or of the
 * account.
 */
export function namesResources(value: Value, everything: Truth): Truth {
  return all(
    value.alternatives.map((resolved): Truth => {
      const reach = reachOf(resolved);
      return reach === 'everything' ? everything : reach && reach === 'named';
    }),
  );
}

/** Whether what is written of a value has a wildcard in it. */
export function hasWildcard(value: Value): boolean {
  return value.alternatives.some((resolved) => asParts(resolved).some(isPattern));
}

function isPattern(part: TextPart): boolean {
  return typeof part === 'string' && /[*?]/.test(part);
}

/** Whether an action is written as IAM writes it, and is not every action of every service. */
export function isAction(action: Value): Truth {
  return textIs(action, (text) => /^[a-z0-9-]+:[a-z0-9*?]+$/i.test(text));
}

function reachOf(resolved: Resolved): Reach {
  if (resolved.kind === 'unknown') return undefined;
  if (resolved.kind === 'reference') return 'named';
  if (resolved.kind === 'text') return reachOfText(resolved.parts);
  return resolved.kind === 'literal' ? reachOfLiteral(String(resolved.value)) : 'nothing';
}

/** What begins with a resource ends below it; what begins with an open part may be anything. */
function reachOfText(parts: readonly TextPart[]): Reach {
  const [first] = parts;
  if (typeof first === 'object') return first.kind === 'reference' ? 'named' : undefined;
  return reachOfLiteral(parts.map((part) => (typeof part === 'string' ? part : 'open')).join(''));
}

/** An ARN of which everything after the service is a wildcard, however it is spelled. */
function reachOfLiteral(text: string): Reach {
  if (/^[*?]+$/.test(text)) return 'everything';
  const [, rest] = /^arn:[^:]*:[^:]+:[^:]*:[^:]*:(.+)$/s.exec(text) ?? [];
  if (rest === undefined) return 'nothing';
  return /^[*?/:]+$/.test(rest) || /^arn:[^:]*:[^:]*[*?]/.test(text) ? 'everything' : 'named';
}
