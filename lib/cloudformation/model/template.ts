import {
  type AccountContract,
  type ContractRead,
  readContract,
  type StorefrontContract,
} from '../../contract/schema.ts';
import { groupBy } from '../../group-by.ts';
import { memoized } from '../../memoized.ts';
import { isRecord, type JsonRecord, section } from './json.ts';
import { resourceOf } from './resource.ts';
import type { Given, MadeAt, Outside, Resource, Template, TemplateSource, Written } from './types.ts';

/** Kept by what is written, since a model that asks what if reads the same contract again. */
const contractIn = memoized((block: JsonRecord) => readContract(block));

const nothingGiven: Given = new Map();

/** A template as it was read. */
export class ReadTemplate implements Template {
  readonly name: string;
  readonly sha256: string;
  readonly body: JsonRecord;
  readonly unreadable: string | undefined;
  readonly written: Written | undefined;
  readonly madeAt: MadeAt;
  readonly stackName: string | undefined;
  readonly terminationProtection: boolean | undefined;
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly parameterValues: Readonly<Record<string, string>>;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly contract: ContractRead | undefined;
  readonly outside: Outside;
  readonly given: Given;
  private madeRead: readonly Resource[] | undefined;
  private byType: ReadonlyMap<string, readonly Resource[]> | undefined;

  constructor(
    source: TemplateSource,
    outside: Outside,
    parameterValues: Readonly<Record<string, string>> = {},
    given: Given = nothingGiven,
  ) {
    this.given = given;
    this.name = source.name;
    this.sha256 = source.sha256;
    this.body = source.body;
    this.unreadable = source.unreadable;
    this.written = source.written;
    this.madeAt = source.madeAt ?? (() => undefined);
    this.stackName = source.stackName;
    this.terminationProtection = source.terminationProtection;
    this.outside = outside;
    this.parameterValues = parameterValues;
    const block = section(source.body, 'Metadata')['Palisade'];
    this.contract = isRecord(block)
      ? contractIn(block)
      : block === undefined
        ? undefined
        : readContract(block);
    this.account = source.account ?? this.contract?.contract?.account;
    this.region = source.region ?? this.accountStack?.region;
    this.resources = new Map(
      Object.entries(section(source.body, 'Resources')).map(([logicalId, definition]) => [
        logicalId,
        resourceOf(this, logicalId, isRecord(definition) ? definition : {}),
      ]),
    );
  }

  get storefront(): StorefrontContract | undefined {
    const contract = this.contract?.contract;
    return contract?.kind === 'storefront' ? contract : undefined;
  }

  get accountStack(): AccountContract | undefined {
    const contract = this.contract?.contract;
    return contract?.kind === 'account' ? contract : undefined;
  }

  get made(): readonly Resource[] {
    this.madeRead ??= [...this.resources.values()].filter((resource) => resource.isMade() !== false);
    return this.madeRead;
  }

  ofType(type: string): readonly Resource[] {
    this.byType ??= groupBy(this.made, (resource) => resource.type);
    return this.byType.get(type) ?? [];
  }
}
