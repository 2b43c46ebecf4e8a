import type { Evidence, EvidenceFile } from '../evidence.ts';
import { peopleIn } from './people.ts';
import { createRedactor } from './redactor.ts';

/** A name that cannot be left out, because it is a word that pages and data are made of. */
export class NameTooPlain extends Error {
  readonly who: string;

  constructor(who: string) {
    super(`${who} is a word of pages and data too`);
    this.who = who;
  }
}

/** Evidence without what a redacted bundle leaves out whole: the documents of records, of which the hash stays. */
export function withoutDocuments(evidence: Evidence): Evidence {
  const { records, confirmations } = evidence.records;
  const named = records.map(({ document, ...record }) => ({
    ...record,
    ...(document && {
      document: { name: `document ${document.sha256.slice(0, 12)}`, sha256: document.sha256 },
    }),
  }));
  return { ...evidence, records: { records: named, confirmations } };
}

/**
 * Replaces account ids, ARNs, e-mail addresses, people and hosts of internals in every file, names of files included. What is no text is
 * left out. Throws a `NameTooPlain` where a name is no more than a word in lower case.
 */
export function createRedaction(evidence: Evidence): (file: EvidenceFile) => readonly EvidenceFile[] {
  const people = peopleIn(evidence);
  const plain = people.find((name) => /^(?:\p{Ll}+|[A-Za-z0-9]{1,2})$/u.test(name));
  if (plain !== undefined) throw new NameTooPlain(plain);
  const hosts = evidence.model.storefronts.flatMap(({ contract }) => contract.systems ?? []);
  const redact = createRedactor({ people, hosts: [...new Set(hosts)].sort() });
  return ({ path, content }) => {
    const text = typeof content === 'string' ? content : textOf(content);
    return text === undefined ? [] : [{ path: redact(path), content: redact(text) }];
  };
}

/** Bytes as text; nothing for a picture or a document. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
