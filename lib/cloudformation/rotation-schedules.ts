import type { Resource, Value } from './model/types.ts';
import { referenced } from './references.ts';

/** The schedules among some templates by which a secret is rotated: those of another stack name it. */
export function rotationsOf(secret: Resource, schedules: readonly Resource[]): readonly Resource[] {
  return schedules.filter((schedule) => isOf(schedule.property('SecretId'), secret));
}

function isOf(id: Value, secret: Resource): boolean {
  const name = secret.property('Name').literal;
  return referenced(id) === secret || (name !== undefined && id.literal === name);
}

/** How often a schedule rotates, in words such as `every 90 days` or `rate(90 days)`. */
export function rhythmOf(schedule: Resource): string {
  const rules = schedule.property('RotationRules');
  const days = rules.at('AutomaticallyAfterDays');
  return days.isAbsent ? String(rules.at('ScheduleExpression')) : `every ${days} days`;
}
