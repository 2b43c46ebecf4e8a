import { logGroupType } from '../../cloudformation/log-stores.ts';
import type { Resource } from '../../cloudformation/model/types.ts';
import { useOf } from '../../policy/data-classes.ts';
import { made, placeOf, type ReadRegister } from './register.ts';

/** Every store of logs, where it is, and for how long it keeps them. */
export const logs: ReadRegister = (environment) => ({
  id: 'logs',
  title: 'Logs',
  about:
    'Each log group and each bucket that is classified as audit data, its region, and for how long it keeps them (PCI DSS 10.5.1).',
  columns: ['store', 'region', 'holds', 'kept for days', 'encrypted with'],
  rows: [
    ...made(environment, logGroupType).map((group) => [
      placeOf(group),
      regionOf(group),
      classOf(group),
      String(group.property('RetentionInDays').withDefault('ever')),
      String(group.property('KmsKeyId').withDefault('a key of AWS')),
    ]),
    ...made(environment, 'AWS::S3::Bucket')
      .filter((bucket) => useOf(bucket)?.class === 'audit')
      .map((bucket) => [
        placeOf(bucket),
        regionOf(bucket),
        classOf(bucket),
        expiryOf(bucket),
        'see the keys',
      ]),
  ],
});

function regionOf({ template }: Resource): string {
  return template.region ?? 'unknown';
}

function classOf(store: Resource): string {
  return useOf(store)?.class ?? 'not classified';
}

function expiryOf(bucket: Resource): string {
  const rules = bucket.property('LifecycleConfiguration.Rules');
  const days = rules.items().flatMap((rule) => {
    const value = rule.at('ExpirationInDays');
    return value.isAbsent ? [] : [String(value)];
  });
  return days.length === 0 ? (useOf(bucket)?.retention ?? 'ever') : days.join(', ');
}
