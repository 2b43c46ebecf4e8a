import { type Mistake, mistake, type Path, quoted } from '../mistake.ts';
import { tagName } from '../schema/tags.ts';

/** The names among the tags at `path` that AWS would refuse. */
export function badTagNames(tags: object = {}, path: Path): readonly Mistake[] {
  return Object.keys(tags)
    .filter((name) => name === '__proto__' || !tagName.test(name))
    .map((name) =>
      mistake(
        [...path, 'tags', name],
        `the name ${quoted(name)}`,
        'write at most 128 letters, digits, spaces and characters of _.:/=+-@ that do not begin with aws:',
      ),
    );
}
