import { keyBehind } from '../../cloudformation/encryption-keys.ts';
import { logDestinations, logGroupType, logStore, logWriters } from '../../cloudformation/log-stores.ts';
import type { Model } from '../../cloudformation/model/model.ts';
import type { Resource } from '../../cloudformation/model/types.ts';
import { useOf } from '../../policy/data-classes.ts';
import type { EvidenceEnvironment } from '../environment.ts';
import { listed, made, placeOf, type ReadRegister } from './register.ts';

/** Every store of logs, what writes to it, where it is, whether its logs leave the shop's region, and for how long it keeps them. */
export const logs: ReadRegister = (environment, { model }) => {
  const home = regionOfShop(environment);
  const writers = writersIn(environment, model);
  const groups = made(environment, logGroupType);
  const buckets = made(environment, 'AWS::S3::Bucket').filter((bucket) => useOf(bucket)?.class === 'audit');
  return {
    id: 'logs',
    title: 'Logs',
    about: `Each log group and each bucket that is classified as audit data, what writes to it, its region, and for how long it keeps them (PCI DSS 10.5.1). The shop is in ${home ?? 'a region that these templates do not tell'}; AWS keeps the logs of what runs at its edge in us-east-1.`,
    columns: [
      'store',
      'written by',
      'region',
      'leaves the region of the shop',
      'holds',
      'kept for days',
      'encrypted with',
    ],
    rows: [...groups, ...buckets].map((store) => [
      placeOf(store),
      listed(writers.get(store) ?? [], 'not told by these templates'),
      store.template.region ?? 'unknown',
      leaves(store, home, model),
      useOf(store)?.class ?? 'not classified',
      store.type === logGroupType
        ? String(store.property('RetentionInDays').withDefault('ever'))
        : expiryOf(store),
      keyOf(store, model),
    ]),
  };
};

/** The region that the file names: that of the orders, since only what CloudFront and copies need is elsewhere. */
function regionOfShop({ templates }: EvidenceEnvironment): string | undefined {
  return ['data', 'payments', 'network']
    .map((stack) => templates.find(({ storefront }) => storefront?.stack === stack)?.region)
    .find((region) => region !== undefined);
}

function writersIn(environment: EvidenceEnvironment, model: Model): ReadonlyMap<Resource, readonly string[]> {
  const named = made(environment, ...logWriters).flatMap((writer) =>
    logDestinations(writer).map((value) => [writer, logStore(value, model)] as const),
  );
  const functions = made(environment, 'AWS::Lambda::Function').map(
    (writer) => [writer, logStore(writer.property('LoggingConfig.LogGroup'), model)] as const,
  );
  const balancers = made(environment, 'AWS::ElasticLoadBalancingV2::LoadBalancer').flatMap((writer) =>
    writer
      .property('LoadBalancerAttributes')
      .items()
      .filter((attribute) => attribute.at('Key').literal === 'access_logs.s3.bucket')
      .map((attribute) => [writer, logStore(attribute.at('Value'), model)] as const),
  );
  const writers = new Map<Resource, string[]>();
  for (const [writer, store] of [...named, ...functions, ...balancers]) {
    if (store) writers.set(store, [...(writers.get(store) ?? []), placeOf(writer)]);
  }
  return writers;
}

/** Whether logs lie in another region than the shop, or are sent on from where they lie. */
function leaves(store: Resource, home: string | undefined, model: Model): string {
  const { region } = store.template;
  const sentOn = sentOnTo(store, model);
  const lies =
    home === undefined || region === undefined
      ? 'unknown'
      : region === home
        ? 'no'
        : `yes: they lie in ${region}`;
  return sentOn.length === 0 ? lies : `${lies}; sent on to ${listed(sentOn, '')}`;
}

function sentOnTo(store: Resource, model: Model): readonly string[] {
  if (store.type === logGroupType) {
    return model
      .referrers(store, 'AWS::Logs::SubscriptionFilter')
      .map((filter) => String(filter.property('DestinationArn')));
  }
  const rules = store.property('ReplicationConfiguration.Rules');
  return rules.items().map((rule) => String(rule.at('Destination.Bucket')));
}

function keyOf(store: Resource, model: Model): string {
  const keys =
    store.type === logGroupType
      ? [store.property('KmsKeyId')]
      : store
          .property('BucketEncryption.ServerSideEncryptionConfiguration')
          .items()
          .map((rule) => rule.at('ServerSideEncryptionByDefault.KMSMasterKeyID'));
  const [key] = keys.filter(({ isAbsent }) => !isAbsent);
  if (!key) return 'a key of AWS';
  const behind = keyBehind(key, model);
  return behind ? placeOf(behind) : String(key);
}

function expiryOf(bucket: Resource): string {
  const rules = bucket.property('LifecycleConfiguration.Rules');
  const days = rules.items().flatMap((rule) => {
    const value = rule.at('ExpirationInDays');
    return value.isAbsent ? [] : [String(value)];
  });
  return days.length === 0 ? (useOf(bucket)?.retention ?? 'ever') : days.join(', ');
}
