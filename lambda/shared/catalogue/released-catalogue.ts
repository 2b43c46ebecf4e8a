import { createHash } from 'node:crypto';
import { type Catalogue, readCatalogue } from './catalogue.ts';

/** A catalogue as it was released, and never changes any more. */
export interface ReleasedCatalogue {
  /** SHA-256 of its text, in hexadecimal digits. */
  readonly version: string;
  /** The JSON that was released, without blanks between its parts, with all that the shop's own pages read of it. */
  readonly text: string;
  readonly catalogue: Catalogue;
}

/** What a text is called as a release. */
export function versionOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Makes the release of a catalogue out of its JSON. Throws where no order can be priced by it. */
export function releasedCatalogue(json: string): ReleasedCatalogue {
  const value: unknown = JSON.parse(json);
  const text = JSON.stringify(value);
  return { version: versionOf(text), text, catalogue: readCatalogue(value) };
}
