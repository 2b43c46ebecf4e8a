import { asParts } from '../../../cloudformation/model/resolved.ts';
import type { Resolved, Resource, Value } from '../../../cloudformation/model/types.ts';
import { resourcesIn } from '../../../cloudformation/references.ts';
import { writtenText } from '../../../cloudformation/texts.ts';
import { valuesAt } from '../../../cloudformation/value-paths.ts';
import { expectOneOf, expectPresent, observe, type Verdict } from '../../expect.ts';
import { missing, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';

const repositoryType = 'AWS::ECR::Repository';

/** What was reviewed and tried is what runs, as long as nobody can put something else under its name. */
export const sdlc06: Rule = {
  id: 'SDLC-06',
  title: 'Code and images that are deployed stay what they were under their name',
  severity: 'medium',
  types: [
    repositoryType,
    'AWS::Lambda::Function',
    'AWS::Lambda::LayerVersion',
    'AWS::Lambda::CodeSigningConfig',
    'AWS::ECS::TaskDefinition',
  ],
  why: 'Whoever may write to the bucket or the registry changes what the next deployment runs, and no template shows it.',
  fix: 'Name code by a hash of it or add S3ObjectVersion, name images by digest, set ImageTagMutability to IMMUTABLE, and UntrustedArtifactOnDeployment to Enforce.',
  controls: ['SDLC-06'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource) => (judges[resource.type] ?? tags)(resource),
};

const judges: Readonly<Record<string, (resource: Resource) => readonly Observation[]>> = {
  'AWS::Lambda::Function': (lambda) => code(lambda, 'Code'),
  'AWS::Lambda::LayerVersion': (layer) => code(layer, 'Content'),
  'AWS::Lambda::CodeSigningConfig': (config) => [
    expectOneOf(config.property('CodeSigningPolicies.UntrustedArtifactOnDeployment').withDefault('Warn'), [
      'Enforce',
    ]),
  ],
  'AWS::ECS::TaskDefinition': (task) => {
    const images = valuesAt(task, 'ContainerDefinitions[].Image');
    return images.length > 0
      ? images.map(image)
      : [missing(task, task.property('ContainerDefinitions'), 'a container')];
  },
};

function tags(repository: Resource): readonly Observation[] {
  return [expectOneOf(repository.property('ImageTagMutability').withDefault('MUTABLE'), ['IMMUTABLE'])];
}

function code(resource: Resource, place: string): readonly Observation[] {
  const at = resource.property(place);
  const inline = at.at('ZipFile');
  if (!inline.isAbsent) return [observation('pass', inline, { expected: 'code in the template' })];
  if (!at.at('ImageUri').isAbsent) return [image(at.at('ImageUri'))];
  const version = at.at('S3ObjectVersion');
  if (!version.isAbsent) return [expectPresent(version, 'one version of the object')];
  return [
    observe(
      at.at('S3Key'),
      { expected: 'a key that holds a hash of the code, or S3ObjectVersion beside it' },
      holdsHash,
    ),
  ];
}

/** A hash of any usual length: nobody finds other code for it. */
const hash = /(?:^|[^0-9a-f])[0-9a-f]{32,128}(?:[^0-9a-f]|$)/;

function holdsHash(resolved: Resolved): Verdict {
  const parts = asParts(resolved);
  if (parts.some((part) => typeof part === 'string' && hash.test(part))) return true;
  return parts.every((part) => typeof part === 'string') ? false : undefined;
}

const immutable = 'an image by its digest, or by a tag that its repository keeps';

function image(value: Value): Observation {
  return observe(value, { expected: immutable }, staysTheSame);
}

function staysTheSame(resolved: Resolved): Verdict {
  const parts = asParts(resolved);
  const written = writtenText(resolved);
  if (resolved.kind === 'absent') return false;
  if (/@sha256:[0-9a-f]{64}$/.test(written) || hash.test(tagOf(written) ?? '')) return true;
  const end = parts.at(-1);
  if (typeof end !== 'string') return undefined;
  const tag = tagOf(written);
  if (tag === undefined || tag === 'latest') return false;
  return keepsTags(resolved);
}

/** The registry's own port is no tag. */
function tagOf(image: string): string | undefined {
  return /:([^:/@]+)$/.exec(image)?.[1];
}

/** Of a repository elsewhere nobody knows whether its tags move. */
function keepsTags(resolved: Resolved): Verdict {
  const repository = resourcesIn(resolved).find(({ type }) => type === repositoryType);
  if (!repository) return undefined;
  return repository.property('ImageTagMutability').literal === 'IMMUTABLE';
}
