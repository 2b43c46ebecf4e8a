import type { Model, StorefrontTemplates } from '../cloudformation/model/model.ts';
import type { Resource, Value } from '../cloudformation/model/types.ts';
import { referenced } from '../cloudformation/references.ts';
import { useOf } from './data-classes.ts';
import { asBoolean, asNumber } from './expect.ts';
import { isBackedType, meansStore } from './rules/bkp/store-arns.ts';

/** One way in which a store still holds what was erased from it. */
interface Remnant {
  /** What holds it, as a person says it. */
  readonly in: string;
  /** Days until it is gone; missing where the templates show no end. */
  readonly days?: number;
}

/** Until when one store may still hold a person who was erased. */
export interface StoreErasure {
  readonly template: string;
  readonly logicalId: string;
  readonly type: string;
  readonly remnants: readonly Remnant[];
  /** Days after which each of them is gone; missing where the templates do not show an end of all of them. */
  readonly days?: number;
}

/** What can be said of a store. */
interface Subject {
  readonly store: Resource;
  readonly model: Model;
  readonly owner: StorefrontTemplates;
}

/** What the stores of personal data and of evidence hold after somebody was erased, as the templates of a storefront show it. */
export function erasureOf(owner: StorefrontTemplates, model: Model): readonly StoreErasure[] {
  return owner.templates.flatMap((template) =>
    template.made.filter(holdsPeople).map((store) => {
      const remnants = remnantsOf({ store, model, owner });
      const days = longest(remnants);
      return {
        template: template.name,
        logicalId: store.logicalId,
        type: store.type,
        remnants,
        ...(days !== undefined && { days }),
      };
    }),
  );
}

function holdsPeople(store: Resource): boolean {
  const kind = useOf(store)?.class;
  return kind === 'personal' || kind === 'audit';
}

function longest(remnants: readonly Remnant[]): number | undefined {
  const days = remnants.map((remnant) => remnant.days);
  return days.includes(undefined) ? undefined : Math.max(0, ...days.map((each) => each ?? 0));
}

function remnantsOf(subject: Subject): readonly Remnant[] {
  const { store } = subject;
  switch (store.type) {
    case 'AWS::DynamoDB::Table':
      return [...recovery(store), ...stream(store), ...backups(subject)];
    case 'AWS::SQS::Queue':
      return [
        remnant('messages', daysAt(store.property('MessageRetentionPeriod').withDefault(345_600), 86_400)),
      ];
    case 'AWS::Logs::LogGroup':
      return [remnant('log events', daysAt(store.property('RetentionInDays')))];
    case 'AWS::S3::Bucket':
      return [...objects(store), ...backups(subject)];
    default:
      return [remnant('what this type of store keeps'), ...backups(subject)];
  }
}

function remnant(place: string, days?: number): Remnant {
  return { in: place, ...(days !== undefined && { days }) };
}

function daysAt(value: Value, unitsPerDay = 1): number | undefined {
  const number = asNumber(value.literal);
  return number === undefined ? undefined : Math.ceil(number / unitsPerDay);
}

/** DynamoDB goes back to any second of 35 days unless the template names fewer. */
function recovery(table: Resource): readonly Remnant[] {
  const specification = table.property('PointInTimeRecoverySpecification');
  const enabled = specification.at('PointInTimeRecoveryEnabled').withDefault(false);
  if (asBoolean(enabled.literal) === false) return [];
  const period = specification.at('RecoveryPeriodInDays').withDefault(35);
  return [remnant('point-in-time recovery', enabled.literal === undefined ? undefined : daysAt(period))];
}

/** A stream holds each change for a day: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html. */
function stream(table: Resource): readonly Remnant[] {
  return table.property('StreamSpecification').isAbsent ? [] : [remnant('stream', 1)];
}

/** An object that expires becomes an earlier version, which ends after a time of its own. */
function objects(bucket: Resource): readonly Remnant[] {
  const rules = bucket.property('LifecycleConfiguration.Rules');
  const least = (path: string) => {
    const found = rules.items().flatMap((rule) => daysAt(rule.at(path)) ?? []);
    return found.length > 0 && rules.isDecidedList ? Math.min(...found) : undefined;
  };
  const earlier = least('NoncurrentVersionExpiration.NoncurrentDays');
  const current = least('ExpirationInDays');
  const days = current === undefined || earlier === undefined ? undefined : current + earlier;
  return [remnant('objects and their earlier versions', days)];
}

function backups({ store, model, owner }: Subject): readonly Remnant[] {
  if (!isBackedType(store.type)) return [];
  if (owner.contract.stacks.includes('backup') && !model.stackOf(owner, 'backup'))
    return [remnant('backups')];
  return backupsOf(store, model).flatMap(kept);
}

/** The selections by which plans back a store up, or may. */
export function backupsOf(store: Resource, model: Model): readonly Resource[] {
  return model.beside(store, 'AWS::Backup::BackupSelection').filter((selection) => selects(selection, store));
}

function selects(selection: Resource, store: Resource): boolean {
  const resources = selection.property('BackupSelection.Resources');
  return !resources.isDecidedList || resources.items().some((item) => meansStore(item, store) !== false);
}

function kept(selection: Resource): readonly Remnant[] {
  const rules = referenced(selection.property('BackupPlanId'))?.property('BackupPlan.BackupPlanRule');
  if (!rules?.isDecidedList) return [remnant('backups')];
  return rules.items().flatMap((rule) => {
    const name = rule.at('RuleName').literal;
    const what = typeof name === 'string' ? `backups (${name})` : 'backups';
    const copies = rule.at('CopyActions');
    return [
      remnant(what, daysAt(rule.at('Lifecycle.DeleteAfterDays'))),
      ...(copies.isDecidedList
        ? copies.items().map((copy) => copied(what, copy))
        : [remnant(`copies of ${what}`)]),
    ];
  });
}

/** A copy is made at most a day after what it is a copy of. */
function copied(what: string, copy: Value): Remnant {
  const days = daysAt(copy.at('Lifecycle.DeleteAfterDays'));
  return remnant(`copies of ${what}`, days === undefined ? undefined : days + 1);
}
