import { logGroupType } from '../../cloudformation/log-stores.ts';
import type { Json } from '../../cloudformation/model/json.ts';
import type { Model } from '../../cloudformation/model/model.ts';
import type { Resource, Template } from '../../cloudformation/model/types.ts';
import { referenced } from '../../cloudformation/references.ts';
import { rhythmOf } from '../../cloudformation/rotation-schedules.ts';
import { rulesOf, securityGroup } from '../../cloudformation/security-groups.ts';
import type { StorefrontContract } from '../../contract/schema.ts';
import { turns } from '../registers/keys.ts';
import { portsOf, protocol } from '../registers/ports.ts';
import { made } from '../registers/register.ts';

/** What facts are read from: one environment of a shop, and its account where that was given. */
export interface FactSource {
  readonly contract: StorefrontContract;
  readonly templates: readonly Template[];
  readonly model: Model;
}

/** What a page says, and templates show: one text or number, or several in no order. */
export type FactValue = string | number | readonly (string | number)[];

/** Reads one fact; nothing where the templates leave it open, or the one that would show it was not given. */
type ReadFact = (source: FactSource) => FactValue | undefined;

const ofContract = {
  domain: ({ contract }) => contract.domain,
  gateways: ({ contract }) =>
    contract.payments.gateways.map(({ name, mode, integration }) => `${name}, ${integration}, ${mode}`),
  paymentPages: ({ contract }) =>
    contract.paths.filter(({ serves }) => serves === 'payment').map(({ pattern }) => pattern),
  scripts: ({ contract }) => contract.payments.scripts.map(({ host }) => host),
  systems: ({ contract }) => contract.systems ?? [],
  network: ({ contract }) => contract.existingNetwork?.owner ?? 'its own',
  peopleSignIn: ({ contract }) => contract.people?.signIn ?? 'by no role of the kit',
  shoppersSignIn: ({ contract }) => contract.customers?.signUp ?? 'no',
  pointInTimeDays: ({ contract }) => contract.backups.pointInTimeDays,
  backupsKeptAtMostDays: ({ contract }) => contract.backups.longestDays,
  restoreMinutes: ({ contract }) => contract.backups.mostRestoreMinutes ?? 'no limit',
} as const satisfies Readonly<Record<string, ReadFact>>;

const ofResources = {
  rolesOfPeople: ({ templates }) =>
    templates.flatMap(({ storefront }) => (storefront?.peopleRoles ?? []).map(({ work }) => work)),
  runtimes: (source) => literals(made(source, 'AWS::Lambda::Function'), 'Runtime', 'container image'),
  logsKeptDays: (source) => literals(made(source, logGroupType), 'RetentionInDays', 'for ever'),
  runbooks: (source) => {
    const described = literals(made(source, 'AWS::CloudWatch::Alarm'), 'AlarmDescription', '');
    return described?.flatMap((text) => /docs\/runbooks\/([\w-]+)\.md/.exec(String(text))?.[1] ?? []);
  },
  keysTurn: (source) => known(made(source, 'AWS::KMS::Key').map(turns)),
  keysDeletedAfterDays: (source) => literals(made(source, 'AWS::KMS::Key'), 'PendingWindowInDays', 30),
  secretsTurn: (source) => known(made(source, 'AWS::SecretsManager::RotationSchedule').map(rotation)),
  portsInwards: (source) =>
    known(
      made(source, securityGroup).flatMap((group) =>
        rulesOf(group, source.model, 'ingress').map(({ value }) =>
          value.at('IpProtocol').literal === undefined
            ? 'unknown'
            : `${protocol(value.at('IpProtocol'))} ${portsOf(value)}`,
        ),
      ),
    ),
  pagesCompared: (source) => {
    const schedules = made(source, 'AWS::Events::Rule').filter(startsPageIntegrity);
    return literals(schedules, 'ScheduleExpression', 'never');
  },
} as const satisfies Readonly<
  Record<string, (source: FactSource) => readonly (string | number)[] | undefined>
>;

const ofAccount = {
  watchedBy: ({ templates }) => {
    const account = templates.find(({ accountStack }) => accountStack !== undefined)?.accountStack;
    return account && Object.entries(account.detection).map(([service, { state }]) => `${service}: ${state}`);
  },
} as const satisfies Readonly<Record<string, ReadFact>>;

/** Where a fact is read from does not matter to a page. */
const readers: Readonly<Record<FactName, ReadFact>> = {
  ...ofContract,
  ...ofAccount,
  ...(Object.fromEntries(
    Object.entries(ofResources).map(([name, read]) => [name, whereWhole(read)]),
  ) as Readonly<Record<keyof typeof ofResources, ReadFact>>),
};

/** What a fact is called in a page. */
export type FactName = keyof typeof ofContract | keyof typeof ofResources | keyof typeof ofAccount;

/** The names of all facts. */
export const factNames = Object.keys(readers) as [FactName, ...FactName[]];

/** What the templates show of a fact; nothing where they leave it open. */
export function factOf(name: FactName, source: FactSource): FactValue | undefined {
  const value = readers[name](source);
  return typeof value === 'object' ? distinct(value) : value;
}

/** One order and each once, so that the same templates give the same page. */
function distinct(values: readonly (string | number)[]): readonly (string | number)[] {
  return [...new Set(values)].toSorted((one, other) =>
    String(one).localeCompare(String(other), 'en', { numeric: true }),
  );
}

/** What resources show is known only where the template of each stack was given. */
function whereWhole(read: ReadFact): ReadFact {
  return (source) => {
    const given = new Set(source.templates.map(({ storefront }) => storefront?.stack));
    return source.contract.stacks.every((stack) => given.has(stack)) ? read(source) : undefined;
  };
}

function literals(
  resources: readonly Resource[],
  property: string,
  absent: string | number,
): readonly (string | number)[] | undefined {
  return known(resources.map((resource) => textOf(resource.property(property).withDefault(absent).literal)));
}

function textOf(literal: Json | undefined): string | number {
  return typeof literal === 'string' || typeof literal === 'number' ? literal : 'unknown';
}

/** Several values, or nothing where one of them is unknown. */
function known<Value extends string | number>(values: readonly Value[]): readonly Value[] | undefined {
  return values.some((value) => value === 'unknown') ? undefined : values;
}

function rotation(schedule: Resource): string {
  const id = schedule.property('SecretId');
  const name = referenced(id)?.property('Name').literal ?? id.literal;
  return typeof name === 'string' ? `${name}: ${rhythmOf(schedule)}` : 'unknown';
}

function startsPageIntegrity(rule: Resource): boolean {
  return rule
    .property('Targets')
    .items()
    .some((target) =>
      String(referenced(target.at('Arn'))?.property('FunctionName').literal).endsWith('-page-integrity'),
    );
}
