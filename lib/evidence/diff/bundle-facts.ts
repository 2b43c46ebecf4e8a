import * as z from 'zod/mini';
import { groupBy } from '../../group-by.ts';
import { type Severity, severities } from '../../policy/severity.ts';
import type { Manifest } from '../manifest/manifest.ts';

/** What a bundle says that two of them are compared by. Every key begins with the environment, where there is one. */
export interface BundleFacts {
  readonly manifest: Manifest;
  /** The environments that have a matrix, as files name them. */
  readonly environments: ReadonlySet<string>;
  readonly requirements: ReadonlyMap<string, RequirementFact>;
  /** How each obligation stands. */
  readonly obligations: ReadonlyMap<string, ObligationFact>;
  /** How each page of policies and procedures stands; none where no folder of them was given. */
  readonly procedures: ReadonlyMap<string, ProcedureFact>;
  /** The rows of registers by their first fields. */
  readonly rows: ReadonlyMap<string, readonly RowFact[]>;
  readonly findings: ReadonlyMap<string, FindingFact>;
  /** How strictly each rule judged. */
  readonly rules: ReadonlyMap<string, RuleFact>;
  /** The severity from which findings failed in templates without a contract. */
  readonly failOn: Severity;
}

/** A rule, and how strictly it judged. */
export interface RuleFact {
  readonly severity: Severity;
  readonly stage: string;
  /** Whether it was asked of templates without a contract too. */
  readonly isAsked: boolean;
}

/** A number of the standard in one environment. */
export interface RequirementFact {
  readonly asked: boolean;
  readonly design: string;
}

/** Something that has to be done again and again, or after something else. */
interface ObligationFact {
  readonly state: string;
  /** Whether it has to follow a significant change. */
  readonly followsChanges: boolean;
  /** The days of the records that count. */
  readonly days: readonly string[];
}

/** A page of policies and procedures. */
export interface ProcedureFact {
  readonly state: string;
  readonly sha256?: string | undefined;
  readonly reviewed?: string | undefined;
}

/** A row of a register, its fields beside the names of their columns. */
type RowFact = readonly string[];

export type FindingFact = z.infer<typeof finding> & {
  /** Whether it stops a deployment: failed or undecided, by a rule that is enforced. */
  readonly isOpen: boolean;
};

const matrix = z.looseObject({
  rows: z.array(z.looseObject({ number: z.string(), asked: z.boolean(), design: z.string() })),
});
const year = z.looseObject({
  environments: z.array(
    z.looseObject({
      shop: z.string(),
      environment: z.string(),
      due: z.array(
        z.looseObject({
          id: z.string(),
          state: z.string(),
          event: z.optional(z.string()),
          records: z.array(z.string()),
        }),
      ),
    }),
  ),
});
const procedures = z.looseObject({
  procedures: z.array(
    z.looseObject({
      id: z.string(),
      state: z.string(),
      sha256: z.optional(z.string()),
      reviewed: z.optional(z.string()),
    }),
  ),
});
const registers = z.looseObject({
  registers: z.array(
    z.looseObject({
      title: z.string(),
      columns: z.array(z.string()),
      rows: z.array(z.array(z.string())),
    }),
  ),
});
const finding = z.object({
  fingerprint: z.string(),
  rule: z.string(),
  status: z.string(),
  template: z.string(),
  logicalId: z.string(),
  message: z.string(),
});
const severity = z.enum(severities);
const report = z.looseObject({
  findings: z.array(finding),
  rules: z.array(z.looseObject({ id: z.string(), severity, stage: z.string() })),
  judging: z.looseObject({ failOn: severity, notAsked: z.array(z.string()) }),
});

/** A file of a bundle that is not as this version writes it. */
export class UnreadableFile extends Error {
  readonly path: string;

  constructor(path: string, cause: unknown) {
    super(path, { cause });
    this.path = path;
  }
}

/** Reads what is compared from the files of a bundle that is whole. Throws an `UnreadableFile` for one of another version. */
export function factsOf(said: Manifest, files: ReadonlyMap<string, Uint8Array>): BundleFacts {
  const parsed = <T>(path: string, schema: z.ZodMiniType<T>): T => {
    try {
      return schema.parse(JSON.parse(Buffer.from(files.get(path) ?? []).toString('utf8')));
    } catch (cause) {
      throw new UnreadableFile(path, cause);
    }
  };
  const each = <T>(kind: string, schema: z.ZodMiniType<T>): readonly (readonly [string, T])[] =>
    [...files.keys()].sort().flatMap((path) => {
      const [, environment] = new RegExp(`^${kind}-(.+)\\.json$`).exec(path) ?? [];
      return environment === undefined ? [] : [[environment, parsed(path, schema)] as const];
    });
  const matrices = each('matrix', matrix);
  const judged = parsed('report.json', report);
  return {
    manifest: said,
    environments: new Set(matrices.map(([environment]) => environment)),
    requirements: new Map(
      matrices.flatMap(([environment, { rows }]) =>
        rows.map(({ number, asked, design }) => [`${environment} ${number}`, { asked, design }] as const),
      ),
    ),
    obligations: obligationsIn(parsed('year.json', year)),
    procedures: new Map(
      parsed('procedures.json', procedures).procedures.map(({ id, state, sha256, reviewed }) => [
        id,
        { state, sha256, reviewed },
      ]),
    ),
    rows: rowsIn(each('registers', registers)),
    findings: findingsIn(judged),
    rules: rulesIn(judged),
    failOn: judged.judging.failOn,
  };
}

function rulesIn({ rules, judging: { notAsked } }: z.infer<typeof report>): BundleFacts['rules'] {
  return new Map(
    rules.map((rule) => {
      const isAsked = !notAsked.includes(rule.id);
      return [rule.id, { severity: rule.severity, stage: rule.stage, isAsked }];
    }),
  );
}

function obligationsIn({ environments }: z.infer<typeof year>): BundleFacts['obligations'] {
  return new Map(
    environments.flatMap(({ shop, environment, due }) =>
      due.map(({ id, state, event, records: days }) => {
        const fact = { state, followsChanges: event === 'significantChange', days };
        return [`${shop}-${environment} ${id}`, fact] as const;
      }),
    ),
  );
}

/** Rows of one key are told apart by the rest of their fields. */
function rowsIn(all: readonly (readonly [string, z.infer<typeof registers>])[]): BundleFacts['rows'] {
  const rows = all.flatMap(([environment, { registers: own }]) =>
    own.flatMap(({ title, columns, rows: fields }) =>
      fields.map((row) => ({
        key: `${environment} ${title}: ${row[0] ?? ''}`,
        row: row.slice(1).map((field, index) => `${columns[index + 1] ?? ''} ${field}`),
      })),
    ),
  );
  return new Map([...groupBy(rows, ({ key }) => key)].map(([key, own]) => [key, own.map(({ row }) => row)]));
}

function findingsIn({ findings, rules }: z.infer<typeof report>): BundleFacts['findings'] {
  const inPreview = new Set(rules.filter(({ stage }) => stage === 'preview').map(({ id }) => id));
  return new Map(
    findings.map((each) => [
      each.fingerprint,
      { ...each, isOpen: ['fail', 'unknown'].includes(each.status) && !inPreview.has(each.rule) },
    ]),
  );
}
