import { nearest } from '../nearest.ts';
import { listed, type Mistake, mistake, type Path } from './mistake.ts';

/** A setting that nobody knows here, with the name that was probably meant. */
export function unknownSetting(path: Path, known: readonly string[]): Mistake {
  const meant = nearest(String(path.at(-1)), known);
  const remedy = meant ? `write ${meant}` : `remove it; the settings here are ${listed(known, 'and')}`;
  return mistake(path, 'an unknown setting', remedy);
}
