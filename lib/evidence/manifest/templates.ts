import { posix } from 'node:path';
import { groupBy } from '../../group-by.ts';
import type { Evidence, EvidenceFile } from '../evidence.ts';

/** A template that was judged, and where a bundle holds it. */
interface BundledTemplate {
  readonly name: string;
  readonly sha256: string;
  /** Below the bundle's folder; nothing where no text was judged. */
  readonly path?: string;
  readonly text?: string;
}

/**
 * The templates in the order of the report, each with its place in the bundle, so that whoever doubts a verdict judges again. A redacted
 * bundle names them by their hash alone: with its names replaced a template is another one.
 */
export function judgedTemplates({ model, isRedacted }: Evidence): readonly BundledTemplate[] {
  const named = model.templates.map(({ name, sha256, written }) => ({
    name,
    sha256,
    text: written?.text,
    path: posix.join('templates', ...belowTheFolder(name)),
  }));
  const alike = groupBy(named, ({ path }) => path);
  return named.map(({ name, sha256, text, path }) => {
    if (text === undefined || isRedacted) return { name, sha256 };
    const isAlone = (alike.get(path) ?? []).length === 1;
    return { name, sha256, text, path: isAlone ? path : besideAnother(path, name) };
  });
}

/** The templates as files, byte for byte what was judged. */
export function templateFiles(evidence: Evidence): readonly EvidenceFile[] {
  return judgedTemplates(evidence).flatMap(({ path, text }) =>
    path === undefined || text === undefined ? [] : [{ path, content: text }],
  );
}

/** A name may begin outside of where the command ran; in the bundle everything lies below one folder. */
function belowTheFolder(name: string): readonly string[] {
  return name.split('/').filter((part) => !['', '.', '..'].includes(part));
}

/** `../shop/a.json` and `shop/a.json` would be one file: each gets the number of its steps up in front. */
function besideAnother(path: string, name: string): string {
  const ups = name.split('/').filter((part) => part === '..').length;
  return posix.join(posix.dirname(path), `${ups}-${posix.basename(path)}`);
}
