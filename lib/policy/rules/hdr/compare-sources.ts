import type { StorefrontContract, StorefrontPath } from '../../../contract/schema.ts';
import {
  type ContentSecurityPolicy,
  sourceDirectives,
  sourcesOf,
} from '../../csp/content-security-policy.ts';
import { type CspSource, isOwn } from '../../csp/source.ts';
import type { CspHeader, CspVerdict } from './csp-verdicts.ts';
import { type DeclaredSources, whoNeeds } from './declared-sources.ts';
import { whyForbidden } from './forbidden-sources.ts';

/** One path of the storefront and what it is meant to reach. */
export interface PathSources {
  readonly contract: StorefrontContract;
  readonly path: StorefrontPath;
  readonly declared: DeclaredSources;
  /** Whether what is declared must also be there; a path inside a declared one may leave some of it out. */
  readonly isWhole: boolean;
}

/** Through these a page takes in code or sends out what a shopper typed, so none may be left open. */
const alwaysCompared = ['script-src', 'frame-src', 'connect-src', 'form-action'];

/** Where browsers look for sources when the policy lacks a directive. */
const fallbacks: Readonly<Record<string, readonly string[]>> = {
  'frame-src': ['child-src', 'default-src'],
  'script-src-elem': ['script-src', 'default-src'],
  'script-src-attr': ['script-src', 'default-src'],
  'style-src-elem': ['style-src', 'default-src'],
  'style-src-attr': ['style-src', 'default-src'],
  'worker-src': ['child-src', 'script-src', 'default-src'],
};

/** Directives that replace another one for a part of what it rules, so the same sources belong in them. */
const stricterForms: Readonly<Record<string, string>> = {
  'script-src-elem': 'script-src',
  'style-src-elem': 'style-src',
};

/** Compares the sources outside the shop with the declared ones: none more, none less. */
export function compareSources({ policies }: CspHeader, path: PathSources): readonly CspVerdict[] {
  const [policy, ...others] = policies;
  if (!policy || others.length > 0) return [notOne(policies.length, path)];
  const directives = new Set([...alwaysCompared, ...path.declared.keys(), ...sourceDirectives(policy)]);
  // Who may frame the shop is no question of what its pages reach.
  directives.delete('frame-ancestors');
  return [...directives].flatMap((directive) => compareDirective(policy, directive, path));
}

function compareDirective(
  policy: ContentSecurityPolicy,
  directive: string,
  compared: PathSources,
): readonly CspVerdict[] {
  const sources = effectiveSources(policy, directive);
  const { pattern } = compared.path;
  if (!sources) {
    const says = `lets ${directive} reach every host on ${pattern}: the directive is missing`;
    return [{ status: 'fail', about: directive, says, actual: 'every host', expected: directive }];
  }
  const external = sources.filter((source) => !isOwn(source));
  const wanted = [...(compared.declared.get(stricterForms[directive] ?? directive) ?? [])];
  const absent = wanted.filter(
    (text) => compared.isWhole && !external.some((source) => source.text === text),
  );
  const flaws = [
    ...external.flatMap((source) => judgeSource(source, directive, { ...compared, wanted })),
    ...absent.map((text) => lacks(directive, text, compared)),
  ];
  if (flaws.length > 0) return flaws;
  return alwaysCompared.includes(directive) || wanted.length > 0 ? [agrees(directive, wanted, compared)] : [];
}

function effectiveSources(
  policy: ContentSecurityPolicy,
  directive: string,
): readonly CspSource[] | undefined {
  const names = [directive, ...(fallbacks[directive] ?? (directive.endsWith('-src') ? ['default-src'] : []))];
  const [first] = names.filter((name) => policy.has(name));
  return first === undefined ? undefined : sourcesOf(policy, first);
}

function judgeSource(
  source: CspSource,
  directive: string,
  { contract, path, wanted }: PathSources & { readonly wanted: readonly string[] },
): readonly CspVerdict[] {
  const about = `${directive} ${source.text}`;
  const verdict = {
    status: 'fail',
    about,
    actual: about,
    expected: `${directive} without ${source.text}`,
  } as const;
  if (!wanted.includes(source.text)) {
    const says = `allows ${about} on ${path.pattern}; no declared gateway and no authorized script needs it`;
    return [{ ...verdict, says }];
  }
  const why = whyForbidden(source, directive);
  if (why === undefined) return [];
  const who = whoNeeds(contract, path, {
    directive: stricterForms[directive] ?? directive,
    source: source.text,
  });
  const says = `allows ${about} on ${path.pattern}, which ${who} asks for; it has to be accepted by name, because ${why}`;
  return [{ ...verdict, says }];
}

function lacks(directive: string, text: string, { contract, path }: PathSources): CspVerdict {
  const about = `${directive} ${text}`;
  const who = whoNeeds(contract, path, { directive: stricterForms[directive] ?? directive, source: text });
  const says = `lacks ${about} on ${path.pattern}; ${who} needs it`;
  return { status: 'fail', about, says, actual: `no ${text}`, expected: about };
}

function agrees(directive: string, wanted: readonly string[], { contract, path }: PathSources): CspVerdict {
  const reached = wanted.length === 0 ? 'nothing outside the shop' : wanted.join(' ');
  const scripts = wanted.flatMap((source) => {
    const who = whoNeeds(contract, path, { directive, source });
    return path.serves === 'payment' && who?.includes('a script of') ? [`${source} is ${who}`] : [];
  });
  const note = scripts.length === 0 ? '' : `; on a payment page, ${scripts.join(', ')}`;
  const says = `lets ${directive} reach ${reached} on ${path.pattern}${note}`;
  // Several paths may share one headers policy, and each of them passes for itself.
  const about = `${directive} on ${path.pattern}`;
  return { status: 'pass', about, says, actual: reached, expected: reached };
}

function notOne(count: number, { path }: PathSources): CspVerdict {
  const actual = `${count} policies`;
  const says = `holds ${actual} on ${path.pattern}; expected one, so that its sources can be compared`;
  return { status: 'fail', about: 'policies', says, actual, expected: 'one policy' };
}
