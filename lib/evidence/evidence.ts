import type { Model } from '../cloudformation/model/model.ts';
import type { JudgedStorefront } from '../report/judged-storefront.ts';
import type { Report } from '../report/report.ts';
import type { Live } from './live/live-file.ts';
import type { Procedures } from './procedures/procedure.ts';
import type { Records } from './records/record.ts';
import type { Software } from './software/software.ts';

/** The days that evidence is about, the first and the last of them included, as `YYYY-MM-DD`. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** What a bundle of evidence is computed from, and nothing else: the same input gives the same bytes. */
export interface Evidence {
  readonly report: Report;
  readonly model: Model;
  readonly period: Period;
  /** The day on which dates are judged, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** What the team has imported; `noRecords` where it has nothing. */
  readonly records: Records;
  /** The SHA-256 of the program that judged; nothing where it ran from its sources. */
  readonly program?: string | undefined;
  /** The team's policies and procedures; missing where no folder of them was given. */
  readonly procedures?: Procedures | undefined;
  /** Bills of materials and the programs that they are about; missing where nobody looked for them. */
  readonly software?: Software | undefined;
  /** Whether the bundle is for somebody outside, who is not told accounts, people, addresses and hosts of internals. */
  readonly isRedacted?: boolean;
  /**
   * What `palisade verify --live` saw, at most once of each environment.
   *
   * @default - nobody looked: design only
   */
  readonly live?: readonly Live[];
}

/** One file of a bundle. */
export interface EvidenceFile {
  /** From the bundle's folder, with slashes. */
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** What a file for machines says: JSON with a line for each value. */
export function jsonText(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** A part of a bundle that an assessor reads by itself. */
export interface Chapter {
  readonly title: string;
  /** The page that it begins with. */
  readonly page: string;
  /** What a reader learns there, as a sentence. */
  readonly tells: string;
  /** How long a reader takes for it, in minutes. */
  readonly minutes: number;
  readonly files: (evidence: Evidence) => readonly EvidenceFile[];
}

/** How an environment is called in headings and in names of files. */
export function environmentName({
  shop,
  environment,
}: Pick<JudgedStorefront, 'shop' | 'environment'>): string {
  return `${shop}-${environment}`;
}
