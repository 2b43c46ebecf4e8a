import { type CspSource, isWildcard } from '../../csp/source.ts';
import requirements from './csp-requirements.json' with { type: 'json' };

const schemes: Readonly<Record<string, readonly string[] | undefined>> = requirements.schemes;

const clearText = ['http:', 'ws:', 'ftp:'];

/** Each kind of source that opens a policy again, by what makes it one. */
const reasons: readonly {
  readonly why: string;
  readonly isMeant: (source: CspSource, directive: string) => boolean;
}[] = [
  { why: 'code that somebody injects would run', isMeant: ({ text }) => text === "'unsafe-inline'" },
  { why: 'text that somebody injects would run as code', isMeant: ({ text }) => text === "'unsafe-eval'" },
  { why: 'a headers policy sends everybody the same nonce', isMeant: ({ kind }) => kind === 'nonce' },
  { why: 'no browser understands it', isMeant: ({ kind }) => kind === 'invalid' },
  {
    why: 'what comes in clear text can be changed on its way',
    isMeant: ({ scheme = '' }) => clearText.includes(scheme),
  },
  { why: 'it stands for any number of hosts', isMeant: isWildcard },
  {
    why: 'it stands for whatever anybody serves or writes there',
    isMeant: ({ kind, text }, directive) => kind === 'scheme' && !schemes[directive]?.includes(text),
  },
];

/** Why a source must not stand in a directive; nothing where it may. */
export function whyForbidden(source: CspSource, directive: string): string | undefined {
  return reasons.find(({ isMeant }) => isMeant(source, directive))?.why;
}
