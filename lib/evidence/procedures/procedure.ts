import type { FactValue } from './facts.ts';

/** A page of a team's, as it lies in the folder. */
export interface GivenProcedure {
  readonly id: string;
  /** The name of its file. */
  readonly name: string;
  readonly content: Uint8Array;
  readonly sha256: string;
  readonly owner: string;
  /** The day on which the owner last read it, `YYYY-MM-DD`. */
  readonly reviewed: string;
  /** How often something is done that a risk analysis decides; a text while nobody has decided. */
  readonly everyDays?: number | string | undefined;
  /** How many places only a person can fill in, and nobody has. */
  readonly blanks: number;
  /** What it says of each environment. */
  readonly facts: Readonly<Record<string, Readonly<Record<string, FactValue>>>>;
}

/** The policies and procedures of a team. */
export interface Procedures {
  readonly given: readonly GivenProcedure[];
  /** Names of files beside them that the kit did not write; they are not read. */
  readonly others: readonly string[];
}

/** Finds the places that somebody has to fill in. */
export const blank = /\[\[\s*fill\s+in\b/i;
