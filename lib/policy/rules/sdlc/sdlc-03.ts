import runtimes from '../../../aws/lambda-runtimes.json' with { type: 'json' };
import { own } from '../../../cloudformation/model/json.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';
import { flawsOf } from '../../choices.ts';
import { expectOneOf, expectTrue, observe, type Verdict } from '../../expect.ts';
import { notApplicable, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';

const leastDays = 90;
const millisecondsPerDay = 86_400_000;

/**
 * The first day that is far enough away. It is counted from the day of the list and not from today, so that the same templates
 * get the same verdict whenever they are synthesized.
 */
const farEnough = new Date(Date.parse(runtimes.asOf) + leastDays * millisecondsPerDay)
  .toISOString()
  .slice(0, 10);

/** What AWS patches by itself has to stay patched by AWS. */
export const sdlc03: Rule = {
  id: 'SDLC-03',
  title: 'Functions, tasks and databases run on versions that AWS supports and patches by itself',
  severity: 'high',
  types: [
    'AWS::Lambda::Function',
    'AWS::ECS::Service',
    'AWS::RDS::DBInstance',
    'AWS::RDS::DBCluster',
    'AWS::ElastiCache::ReplicationGroup',
  ],
  why: 'A hole in a runtime that nobody patches any more stays open, and everybody can read about it.',
  fix: 'Use a runtime of lambda-runtimes.json whose support ends later, leave RuntimeManagementConfig at Auto and PlatformVersion at LATEST, and do not switch AutoMinorVersionUpgrade off.',
  controls: ['SDLC-03'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource) => (judges[resource.type] ?? minorVersions)(resource),
};

const judges: Readonly<Record<string, (resource: Resource) => readonly Observation[]>> = {
  'AWS::Lambda::Function': runtime,
  'AWS::ECS::Service': (service) => [
    expectOneOf(service.property('PlatformVersion').withDefault('LATEST'), ['LATEST']),
  ],
};

function runtime(lambda: Resource): readonly Observation[] {
  if (lambda.property('PackageType').literal === 'Image') {
    return [notApplicable(lambda, 'its image brings what it runs on')];
  }
  const updates = lambda.property('RuntimeManagementConfig.UpdateRuntimeOn').withDefault('Auto');
  return [
    observe(
      lambda.property('Runtime'),
      { expected: `a runtime that AWS supports until ${farEnough} or longer` },
      (resolved) =>
        resolved.kind === 'literal'
          ? isSupported(String(resolved.value))
          : resolved.kind === 'absent'
            ? false
            : undefined,
    ),
    ...flawsOf([expectOneOf(updates, ['Auto', 'FunctionUpdate'])]),
  ];
}

/** Nothing where the list does not have the runtime, which may be newer than the list. */
function isSupported(name: string): Verdict {
  const end = own<string>(runtimes.endOfSupport, name);
  return end === undefined ? undefined : end >= farEnough;
}

function minorVersions(database: Resource): readonly Observation[] {
  return [expectTrue(database.property('AutoMinorVersionUpgrade').withDefault(true))];
}
