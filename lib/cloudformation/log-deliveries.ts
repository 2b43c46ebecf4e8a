import { namesDistribution } from './distributions.ts';
import { lookup } from './lookup.ts';
import type { Model } from './model/model.ts';
import type { Truth } from './model/truth.ts';
import type { Resource } from './model/types.ts';
import { mayReferTo, referenced, refersTo } from './references.ts';
import { textIs } from './texts.ts';

/** The kind of logs that tells who asked a distribution for what. */
export const accessLogs = 'ACCESS_LOGS';

/** A delivery of logs, and the source that it takes them from. */
export interface LogDelivery {
  readonly source: Resource;
  readonly delivery: Resource;
}

/** Every delivery whose source is, or may be, the access logs of the distribution. */
export function logDeliveries(distribution: Resource, model: Model): readonly LogDelivery[] {
  const sources = lookup(model.beside(distribution, 'AWS::Logs::DeliverySource'), 'ResourceArn');
  const candidates = new Set([...sources.naming(distribution), ...sources.spelled, ...sources.open]);
  return [...candidates]
    .filter((source) => mayBeSource(source, distribution))
    .flatMap((source) => deliveriesFrom(source, model).map((delivery) => ({ source, delivery })));
}

function deliveriesFrom(source: Resource, model: Model): readonly Resource[] {
  const { naming, saying, open } = lookup(model.beside(source, 'AWS::Logs::Delivery'), 'DeliverySourceName');
  const name = source.property('Name').literal;
  const candidates = new Set([...naming(source), ...(typeof name === 'string' ? saying(name) : []), ...open]);
  return [...candidates].filter((delivery) => isFrom(delivery, source) !== false);
}

/** The sources among the templates that a delivery takes, or may take, its logs from. */
export function sourcesOf(delivery: Resource, model: Model): readonly Resource[] {
  const name = delivery.property('DeliverySourceName');
  const sources = model.beside(delivery, 'AWS::Logs::DeliverySource');
  const target = referenced(name);
  if (target) return target.type === 'AWS::Logs::DeliverySource' ? [target] : [];
  return typeof name.literal === 'string' ? lookup(sources, 'Name').saying(name.literal) : [];
}

function mayBeSource(source: Resource, distribution: Resource): boolean {
  const named = namesDistribution(source.property('ResourceArn'), distribution);
  // An open ARN may be anything's, so the kind of log has to speak for it.
  return named ?? textIs(source.property('LogType'), (type) => type === accessLogs) !== false;
}

/** Whether a delivery takes its logs from the source. */
export function isFrom(delivery: Resource, source: Resource): Truth {
  const name = delivery.property('DeliverySourceName');
  if (refersTo(name, source)) return true;
  if (name.alternatives.some(({ kind }) => kind === 'reference'))
    return mayReferTo(name, source) && undefined;
  const given = source.property('Name').literal;
  return textIs(name, (text) => text === given);
}
