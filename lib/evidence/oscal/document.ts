import type { Evidence } from '../evidence.ts';
import { uuidOf } from './identifiers.ts';

/** The newest version of OSCAL that compliance-trestle reads (its release 5.2.0, as of 2026-11-30). */
export const oscalVersion = '1.2.1';

/** What every OSCAL document says of itself. */
export interface Metadata {
  readonly title: string;
  readonly 'last-modified': string;
  readonly version: string;
  readonly 'oscal-version': string;
  readonly remarks: string;
}

/** Something outside of a document that it points to. */
export interface Resource {
  readonly uuid: string;
  readonly title: string;
  readonly description?: string;
  readonly 'document-ids'?: readonly { readonly identifier: string }[];
  readonly rlinks?: readonly ResourceLink[];
}

interface ResourceLink {
  readonly href: string;
  readonly 'media-type': string;
  readonly hashes?: readonly { readonly algorithm: string; readonly value: string }[];
}

/** The first moment of a day. The kit judges by days, and OSCAL writes moments. */
export function momentOf(day: string): string {
  return `${day}T00:00:00Z`;
}

/** The metadata of a document. Its date is the day of judgement, so that no clock is in it. */
export function metadataOf(title: string, remarks: string, { report, asOf }: Evidence): Metadata {
  return {
    title,
    'last-modified': momentOf(asOf),
    version: report.tool.version,
    'oscal-version': oscalVersion,
    remarks,
  };
}

/** A document with a UUID that follows from all that it says: whatever differs is another document. */
export function identified<T extends object>(kind: string, content: T): { readonly uuid: string } & T {
  return { uuid: uuidOf(`document ${kind} ${JSON.stringify(content)}`), ...content };
}

/** The standard, which OSCAL documents of the kit point to and never quote. */
export const standardResource: Resource = {
  uuid: uuidOf('resource PCI DSS v4.0.1'),
  title: 'PCI DSS v4.0.1',
  description:
    'Its numbers are written here with pci- before them, such as pci-6.4.3. The text of the standard is not in this file: topics are in words of our own.',
  rlinks: [{ href: 'https://www.pcisecuritystandards.org/document_library/', 'media-type': 'text/html' }],
};
