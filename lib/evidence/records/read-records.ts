import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readChecked } from '../../config/check-file.ts';
import { ConfigError } from '../../config/config-error.ts';
import { type Mistake, mistake, quoted } from '../../config/mistake.ts';
import { readText } from '../../config/read-text.ts';
import { readSource } from '../../config/source.ts';
import { hashOf } from '../manifest/manifest.ts';
import type { RecordDocument, Records } from './record.ts';
import { recordsKind } from './records-file.ts';

/** Reads a file of records and the documents that it names. Throws a `ConfigError` with everything that is wrong with them. */
export function readRecords(path: string): Records {
  const folder = dirname(path);
  const { records, confirmations } = readChecked(path, folder, recordsKind);
  const mistakes: Mistake[] = [];
  const read = records.map(({ file, ...record }, index) => {
    const document = file === undefined ? undefined : documentAt(folder, file);
    if (file !== undefined && document === undefined) {
      mistakes.push(
        mistake(
          ['records', index, 'file'],
          `${quoted(file)}, which cannot be read`,
          'name a document that lies there',
        ),
      );
    }
    return { ...record, document };
  });
  if (mistakes.length > 0) {
    const { place } = readSource(readText(path, recordsKind.usually));
    throw new ConfigError(path, mistakes.map(place));
  }
  return { records: read, confirmations };
}

function documentAt(folder: string, name: string): RecordDocument | undefined {
  try {
    const content = readFileSync(join(folder, name));
    return { name, sha256: hashOf(content), content };
  } catch {
    return undefined;
  }
}
