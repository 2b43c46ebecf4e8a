import { behaviours } from '../../../cloudformation/distributions.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resolved, Resource } from '../../../cloudformation/model/types.ts';
import { valuesAt } from '../../../cloudformation/value-paths.ts';
import { edgeCodeDigest } from '../../../contract/digests.ts';
import { resourceName } from '../../../contract/names.ts';
import { isAnsweredByFunction } from '../../../contract/paths.ts';
import type { EdgeFunctionCode } from '../../../contract/schema.ts';
import { expectItem } from '../../choices.ts';
import { expectOneOf, observe, observeLiteral, type Verdict } from '../../expect.ts';
import { missing, type Observation } from '../../observation.ts';

/** Where a distribution names what runs before its origins and behind them. */
const associations = ['DefaultCacheBehavior', 'CacheBehaviors[]'].flatMap((behaviour) => [
  `DistributionConfig.${behaviour}.FunctionAssociations[].FunctionARN`,
  `DistributionConfig.${behaviour}.LambdaFunctionAssociations[].LambdaFunctionARN`,
]);

/**
 * Judges that a function at the edge runs the code that the contract of its template expects. This finds a change in one place:
 * whoever changes the contract as well is seen by who reviews the difference of both.
 */
export function knownCode(edge: Resource, model: Model): Observation {
  const code = edge.property('FunctionCode');
  const expected = 'code whose SHA-256 stands under edgeCode of the contract';
  const known = edge.template.storefront?.edgeCode;
  if (!known) return missing(edge, code, expected).with({ status: 'unknown' });
  const digest = digestFor(edge, known);
  const release = releaseOf(edge, model);
  const seen = observeLiteral(
    code,
    { expected },
    (text) => typeof text === 'string' && edgeCodeDigest(text, release) === digest,
  );
  return seen.status === 'fail' ? seen.with({ says: 'is not the code that the contract expects' }) : seen;
}

/** Judges that a distribution runs only functions whose code a contract expects. */
export function knownFunctions(distribution: Resource): readonly Observation[] {
  const { storefront } = distribution.template;
  const isOlder = storefront?.edgeCode === undefined;
  const expected = 'a function that stands under edgeCode of the contract';
  return associations
    .flatMap((path) => valuesAt(distribution, path))
    .filter(({ isAbsent }) => !isAbsent)
    .map((arn) =>
      isOlder
        ? missing(distribution, arn, expected).with({ status: 'unknown' })
        : observe(arn, { expected }, isKnown),
    );
}

/**
 * Judges that each path of the contract runs the function that is meant for what it serves. Without the right one a page is led to
 * no release, and a request for a function arrives without its query.
 */
export function meantFunctions(distribution: Resource): readonly Observation[] {
  const { storefront } = distribution.template;
  if (storefront?.edgeCode === undefined) return [];
  const owner = { shop: storefront.shop, name: storefront.environment };
  return behaviours(distribution).flatMap((behaviour, index) => {
    const pattern = index === 0 ? '*' : behaviour.at('PathPattern').literal;
    const path = storefront.paths.find((one) => one.pattern === pattern);
    if (!path) return [];
    const name = resourceName(owner, isAnsweredByFunction(path) ? 'function-request' : 'site-request');
    return expectItem(behaviour.at('FunctionAssociations'), {
      expected: `the function ${name} for what viewers request`,
      identify: (item) => [
        expectOneOf(item.at('EventType'), ['viewer-request']),
        observe(item.at('FunctionARN'), { expected: `the function ${name}` }, (arn) => isNamed(arn, name)),
      ],
    });
  });
}

function isNamed(arn: Resolved, name: string): Verdict {
  if (arn.kind === 'text') return undefined;
  return arn.kind === 'reference' && arn.resource.property('Name').literal === name;
}

/** An ARN that is written out, and a version of a Lambda function, stand for code that no contract holds a digest of. */
function isKnown(resolved: Resolved): Verdict {
  if (resolved.kind === 'text') return undefined;
  if (resolved.kind !== 'reference') return false;
  const { resource } = resolved;
  return digestFor(resource, resource.template.storefront?.edgeCode ?? []) !== undefined;
}

function digestFor({ logicalId }: Resource, known: readonly EdgeFunctionCode[]): string | undefined {
  return known.find(({ resource }) => resource === logicalId)?.code;
}

/** The id of the release that the template of a function publishes, where there is one alone. */
function releaseOf(edge: Resource, model: Model): string | undefined {
  const releases = model.beside(edge, 'Custom::SiteRelease').filter((one) => one.template === edge.template);
  const id = releases.length === 1 ? releases[0]?.property('Release').literal : undefined;
  return typeof id === 'string' ? id : undefined;
}
