import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';
import { bestOf } from '../../choices.ts';
import { missing, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { legacyLogging } from './legacy-logging.ts';
import { deliveries, privateFields } from './log-delivery.ts';

/** The record of who asked for what at the edge. */
export const edge07: Rule = {
  id: 'EDGE-07',
  title: 'Every request to the distribution is logged, without cookies and query strings',
  severity: 'medium',
  types: ['AWS::CloudFront::Distribution'],
  required: { type: 'AWS::CloudFront::Distribution', stack: 'edge' },
  why: 'Edge logs are the only record of who asked for what and of every block; cookies and query strings in them are sessions and personal data.',
  fix: 'Deliver ACCESS_LOGS of the distribution with an AWS::Logs::Delivery in us-east-1 whose RecordFields leave out cs(Cookie) and cs-uri-query.',
  controls: ['EDGE-07'],
  since: '0.1.0',
  stage: 'enforced',
  check: accessLogs,
};

function accessLogs(distribution: Resource, model: Model): readonly Observation[] {
  const legacy = legacyLogging(distribution);
  const found = deliveries(distribution, model);
  const best = bestOf(
    [...found.map(({ chain }) => chain), ...(legacy ? [legacy.chain] : [])],
    [missing(distribution, 'Properties.DistributionConfig', 'access logs, by a delivery or by Logging')],
  );
  // One record suffices, but each of them has to keep secrets out.
  const others = found.filter(({ chain }) => chain !== best).map(({ delivery }) => delivery);
  return [
    ...best,
    ...others.flatMap(privateFields),
    ...(legacy?.chain === best ? [] : (legacy?.cookies ?? [])),
  ];
}
