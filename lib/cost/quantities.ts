import type { Model } from '../cloudformation/model/model.ts';
import type { Resource } from '../cloudformation/model/types.ts';
import { hoursPerMonth } from './price-table.ts';

/** How many units of an item one resource uses in a month, whether or not anybody buys. */
type Quantity = (resource: Resource, model: Model) => number;

/** The ways to count that the table of charges names. */
export const quantities = {
  each: () => 1,
  hours: () => hoursPerMonth,
  rules: (acl) => acl.property('Rules').items().length,
  domains: (list) => list.property('Domains').items().length,
  endpointZoneHours: (endpoint) =>
    endpoint.property('VpcEndpointType').literal === 'Interface'
      ? endpoint.property('SubnetIds').items().length * hoursPerMonth
      : 0,
  restoreTests,
  natZoneHours: (gateway, model) => natZones(gateway, model) * hoursPerMonth,
} as const satisfies Readonly<Record<string, Quantity>>;

/** A zonal gateway is billed once, a regional one in each zone that it serves. */
function natZones(gateway: Resource, model: Model): number {
  if (gateway.property('AvailabilityMode').literal !== 'regional') return 1;
  const named = gateway.property('AvailabilityZoneAddresses').items().length;
  if (named > 0) return named;
  const zones = model
    .beside(gateway, 'AWS::EC2::Subnet')
    .filter(({ template }) => template === gateway.template)
    .map((subnet) => subnet.property('AvailabilityZone').toString());
  return new Set(zones).size;
}

/** Each backup that a test restores counts, in the months in which its plan is due. */
function restoreTests(selection: Resource, model: Model): number {
  const backups = Math.max(1, selection.property('ProtectedResourceArns').items().length);
  const plans = model.beside(selection, 'AWS::Backup::RestoreTestingPlan');
  const schedules = plans.map((plan) => String(plan.property('ScheduleExpression').literal));
  return backups * Math.max(...schedules.map(timesPerMonth));
}

/** How often a cron expression with fixed minute, hour and days is due in a month of 30 days. */
function timesPerMonth(schedule: string): number {
  const [, , days = '*', months = '*', weekdays = '?'] = schedule.replace(/^cron\(|\)$/g, '').split(/\s+/);
  const count = (field: string) => field.split(',').length;
  const perMonth =
    weekdays === '?' || weekdays === '*' ? (days === '*' ? 30 : count(days)) : (count(weekdays) * 30) / 7;
  return perMonth * (months === '*' ? 1 : count(months) / 12);
}
