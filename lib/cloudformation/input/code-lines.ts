import { isAbsolute, relative } from 'node:path';
import { isList, isRecord, type Json, type JsonRecord } from '../model/json.ts';

/**
 * Finds file and line of the code that made a resource, from what the CDK records about each construct: a stack trace beside the
 * logical id, or in it. Paths are relative to the app's folder; code of libraries is nobody's to change and is passed over.
 */
export function codeLines(
  app: string,
  readMetadata: () => JsonRecord,
): (logicalId: string) => string | undefined {
  let lines: ReadonlyMap<string, string> | undefined;
  return (logicalId) => {
    lines ??= new Map(Object.values(readMetadata()).flatMap((entries) => lineOf(entries, app)));
    return lines.get(logicalId);
  };
}

function lineOf(entries: Json, app: string): readonly (readonly [string, string])[] {
  if (!isList(entries)) return [];
  const records = entries.filter(isRecord);
  const named = records.find(({ type }) => type === 'aws:cdk:logicalId');
  const logicalId = named?.['data'];
  if (typeof logicalId !== 'string') return [];
  const created = records.find(({ type }) => type === 'aws:cdk:creationStack');
  const line = firstOwnFrame(created?.['data'] ?? named?.['trace'] ?? [], app);
  return line === undefined ? [] : [[logicalId, line]];
}

/** `new Shop (/home/team/shop/lib/shop.ts:12:5)`, or the same with `at` and a `file://` URL. */
const frame = /(?:^|[\s(])(?:file:\/\/)?([^\s()]+):(\d+):\d+\)?$/;

function firstOwnFrame(trace: Json, app: string): string | undefined {
  for (const text of isList(trace) ? trace : []) {
    const [, file = '', line = ''] = frame.exec(String(text)) ?? [];
    if (!isAbsolute(file) || file.includes('/node_modules/')) continue;
    const path = relative(app, file);
    if (!path.startsWith('..')) return `${path}:${line}`;
  }
  return undefined;
}
