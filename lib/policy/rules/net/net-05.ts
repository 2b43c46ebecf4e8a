import type { Resolved, Resource, Value } from '../../../cloudformation/model/types.ts';
import { attached, isSupplier } from '../../../cloudformation/references.ts';
import { textIs } from '../../../cloudformation/texts.ts';
import { bestOf, flawsOf, inTurn } from '../../choices.ts';
import { doubtAbout, expectOneOf, expectReference, observe, type Verdict } from '../../expect.ts';
import { missing, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { verdictAt } from '../../statements/allowed.ts';

/** Subnets and interfaces may have flow logs of their own; only that of the network sees everything. */
export const net05: Rule = {
  id: 'NET-05',
  title: 'Each network logs all traffic',
  severity: 'medium',
  types: ['AWS::EC2::VPC'],
  required: { type: 'AWS::EC2::VPC', stack: 'network' },
  why: 'After a break-in nobody can tell what was reached and what left when only some connections were logged, or none.',
  fix: 'Add an AWS::EC2::FlowLog for the VPC with TrafficType ALL and a destination that is kept.',
  controls: ['NET-05'],
  since: '0.1.0',
  stage: 'enforced',
  check: (network, model) =>
    bestOf(
      inTurn(attached(model, network, { type: 'AWS::EC2::FlowLog', path: 'ResourceId' }), (log) =>
        logsAll(log, network),
      ),
      [missing(network, 'Properties', 'an AWS::EC2::FlowLog')],
    ),
};

function logsAll(log: Resource, network: Resource): readonly Observation[] {
  const group = log.property('LogGroupName');
  const destination = group.isAbsent ? log.property('LogDestination') : group;
  return [
    expectReference(log.property('ResourceId'), network),
    expectOneOf(log.property('ResourceType'), ['VPC']),
    expectOneOf(log.property('TrafficType'), ['ALL']),
    ...namesConnections(log.property('LogFormat')),
    expectDestination(destination),
    ...doubtAbout(log, network),
  ];
}

/** What tells who reached whom, when, and whether it was let through; the format that AWS has by itself holds all of it. */
const fields = ['srcaddr', 'dstaddr', 'dstport', 'protocol', 'start', 'end', 'action'];

function namesConnections(format: Value): readonly Observation[] {
  if (format.isAbsent) return [];
  const expected = `a format with ${fields.join(', ')}`;
  const verdict = textIs(format, (text) => fields.every((field) => text.includes(`\${${field}}`)));
  return flawsOf([verdictAt(verdict, format, { expected })]);
}

function expectDestination(destination: Value): Observation {
  return observe(destination, { expected: 'a log group, a bucket or a delivery stream' }, isStore);
}

const stores = ['AWS::Logs::LogGroup', 'AWS::S3::Bucket', 'AWS::KinesisFirehose::DeliveryStream'];

function isStore(resolved: Resolved): Verdict {
  if (resolved.kind === 'reference') {
    return isSupplier(resolved.resource) ? undefined : stores.includes(resolved.resource.type);
  }
  if (resolved.kind === 'text') return String(resolved.parts[0]).startsWith('arn:') ? true : undefined;
  return resolved.kind === 'literal' && String(resolved.value).startsWith('arn:');
}
