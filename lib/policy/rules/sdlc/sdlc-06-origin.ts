import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resolved, Resource, Value } from '../../../cloudformation/model/types.ts';
import { resourcesIn } from '../../../cloudformation/references.ts';
import { textIs, writtenText } from '../../../cloudformation/texts.ts';
import { valuesAt } from '../../../cloudformation/value-paths.ts';
import { expectAmongTemplates, namesOnlySeen, type Places } from '../../among-templates.ts';
import { flawsOf } from '../../choices.ts';
import { hasContract } from '../../data-classes.ts';
import { expectAbsent, observe, type Verdict } from '../../expect.ts';
import places from '../../named-places.json' with { type: 'json' };
import { missing, notApplicable, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { verdictAt } from '../../statements/allowed.ts';

const code: Places = places.code;
const functionType = 'AWS::Lambda::Function';

/** Where code comes from that is named by a bucket. */
const buckets: Places = {
  [functionType]: ['Code.S3Bucket'],
  'AWS::Lambda::LayerVersion': ['Content.S3Bucket'],
  'AWS::StepFunctions::StateMachine': ['DefinitionS3Location.Bucket'],
  'AWS::Synthetics::Canary': ['Code.S3Bucket'],
  'Custom::SiteRelease': ['ArchiveBucket'],
};

/** Where code comes from that is named by its image. */
const images: Places = {
  [functionType]: ['Code.ImageUri'],
  'AWS::AppRunner::Service': ['SourceConfiguration.ImageRepository.ImageIdentifier'],
  'AWS::Batch::JobDefinition': ['ContainerProperties.Image'],
  'AWS::CodeBuild::Project': ['Environment.Image'],
  'AWS::ECS::TaskDefinition': ['ContainerDefinitions[].Image'],
};

/** Whatever runs first, or beside the code of the shop, has its rights and reads what shoppers send. */
export const sdlc06Origin: Rule = {
  id: 'SDLC-06-origin',
  title: 'A storefront runs code of its own account, which stands among its templates',
  severity: 'high',
  types: [...new Set([code, buckets, images].flatMap((each) => Object.keys(each)))],
  why: 'A function, a layer, a file system or an image that somebody put there by hand, or that is a stranger’s, runs at the checkout and is judged by no rule.',
  fix: 'Make functions, layers and their versions in the templates and refer to them, take code from the bucket of the bootstrap and images from a registry of the account, and sign each function where one is signed.',
  controls: ['SDLC-06'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource, model) => {
    const named = namesOnlySeen(resource, code, model);
    if (!hasContract(resource)) return named;
    const flaws = flawsOf([
      ...named,
      ...signed(resource, model),
      ...(resource.type === functionType ? asReviewed(resource) : []),
      ...valuesIn(resource, buckets).map((value) => fromBucket(value, model)),
      ...valuesIn(resource, images).map(fromRegistry),
    ]);
    const faults = flaws.filter(({ status }) => status !== 'notApplicable');
    return faults.length > 0 ? faults : [notApplicable(resource, 'it runs nothing that stands elsewhere')];
  },
};

function valuesIn(resource: Resource, where: Places): readonly Value[] {
  return (where[resource.type] ?? [])
    .flatMap((path) => valuesAt(resource, path))
    .filter(({ isAbsent }) => !isAbsent);
}

/** Where one function is signed, code that nobody signed has to be refused everywhere. */
function signed(lambda: Resource, model: Model): readonly Observation[] {
  const isSigning = model.beside(lambda, 'AWS::Lambda::CodeSigningConfig').length > 0;
  const config = lambda.property('CodeSigningConfigArn');
  return lambda.type === functionType && isSigning && config.isAbsent
    ? [missing(lambda, config, 'the code signing configuration that stands among the templates')]
    : [];
}

/** Code in a template was reviewed by nobody, and a handler outside the archive of a function is that of a layer. */
function asReviewed(lambda: Resource): readonly Observation[] {
  const handler = lambda.property('Handler');
  const isOfBundle = handler.isAbsent ? true : textIs(handler, (text) => text === 'index.handler');
  return [
    expectAbsent(lambda.property('Code.ZipFile'), 'code from the bucket of the bootstrap'),
    verdictAt(isOfBundle, handler, { expected: 'index.handler, which the bundles of the kit have' }),
  ];
}

/** The bucket that the CDK's bootstrap makes holds what a deployment of this account put there. */
function fromBucket(value: Value, model: Model): Observation {
  const { account } = value.resource.template;
  const isOfBootstrap = new RegExp(`^cdk-[a-z0-9]+-assets-${account}-[a-z0-9-]+$`);
  return typeof value.literal === 'string' && isOfBootstrap.test(value.literal)
    ? observe(value, { expected: 'the bucket of the bootstrap' }, () => true)
    : expectAmongTemplates(value, model);
}

function fromRegistry(value: Value): Observation {
  const { account } = value.resource.template;
  return observe(value, { expected: 'an image from a registry of the account' }, (resolved) =>
    isOfAccount(resolved, account),
  );
}

function isOfAccount(resolved: Resolved, account: string | undefined): Verdict {
  if (resourcesIn(resolved).some(({ type }) => type === 'AWS::ECR::Repository')) return true;
  const [, owner] = /^(\d{12})\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com/.exec(writtenText(resolved)) ?? [];
  if (owner !== undefined) return account === undefined ? undefined : owner === account;
  return resolved.kind === 'literal' ? false : undefined;
}
