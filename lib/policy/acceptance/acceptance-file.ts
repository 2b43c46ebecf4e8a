import { InputError } from '../../cloudformation/input/input-error.ts';
import { parseRecord } from '../../cloudformation/input/parse.ts';
import { readText } from '../../cloudformation/input/read-file.ts';
import { isList } from '../../cloudformation/model/json.ts';
import type { AcceptanceFile } from './acceptances.ts';

/** Reads a file of acceptances, `acceptances: [{ rule, resource, … }]`; single entries are judged later. */
export function readAcceptanceFile(path: string): AcceptanceFile {
  const { acceptances } = parseRecord(readText(path), path);
  if (!isList(acceptances)) {
    throw new InputError(
      `${path}: has no list named acceptances, write one, with rule, resource, kind, reason, owner, approver, ticket and expires in each entry`,
    );
  }
  return { name: path, entries: acceptances };
}
