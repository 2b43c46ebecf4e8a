/** A bill of materials in the form of CycloneDX, as the build has written it. */
export interface BillOfMaterials {
  /** The name of its file. */
  readonly name: string;
  readonly text: string;
  /** How many packages it lists. */
  readonly packages: number;
  /** The SHA-256 of the bundle that it is about; nothing where it is about several. */
  readonly code?: string | undefined;
}

/** What is known of the programs that a shop runs. */
export interface Software {
  readonly bills: readonly BillOfMaterials[];
  /** The SHA-256 of a function's program, by the hash that templates name its asset with. Empty without a cloud assembly. */
  readonly programs: ReadonlyMap<string, string>;
}
