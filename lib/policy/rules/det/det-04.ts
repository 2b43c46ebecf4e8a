import type { AccountTemplates, Model } from '../../../cloudformation/model/model.ts';
import type { Resource, Template } from '../../../cloudformation/model/types.ts';
import { regionSettingsType } from '../../../contract/region-settings.ts';
import { lacking, ofService } from '../../account-services.ts';
import { bestOf, expectItem } from '../../choices.ts';
import { expectOneOf, expectTrue } from '../../expect.ts';
import type { Observation } from '../../observation.ts';
import type { Remark } from '../../remark.ts';
import type { Rule } from '../../rule.ts';

const repositoryType = 'AWS::ECR::Repository';
const registryType = 'AWS::ECR::RegistryScanningConfiguration';

/** What runs holds holes that were found after it was built. */
export const det04: Rule = {
  id: 'DET-04',
  title: 'Images and functions are scanned for vulnerabilities',
  severity: 'medium',
  types: [repositoryType, registryType],
  account: { subject: 'Amazon Inspector in each region', check: inspected },
  why: 'Most break-ins use a hole that was public for months, in a library that nobody knew was there.',
  fix: 'Set ScanOnPush of each repository or ScanType ENHANCED of the registry, and let the account file create inspector.',
  controls: ['DET-04'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource, model) =>
    resource.type === registryType ? enhanced(resource) : bestOf(scanners(resource, model), []),
};

/** A registry that scans everything does so for each repository in it. */
function scanners(repository: Resource, model: Model): readonly (readonly Observation[])[] {
  const registries = model
    .beside(repository, registryType)
    .filter(({ template }) => template.region === repository.template.region);
  const own = expectTrue(repository.property('ImageScanningConfiguration.ScanOnPush').withDefault(false));
  return [[own], ...registries.map(enhanced)];
}

function enhanced(registry: Resource): readonly Observation[] {
  return [
    expectOneOf(registry.property('ScanType').withDefault('BASIC'), ['ENHANCED']),
    ...expectItem(registry.property('Rules'), {
      expected: 'a rule for every repository',
      identify: (rule) =>
        expectItem(rule.at('RepositoryFilters'), {
          expected: 'the filter *',
          identify: (filter) => [expectOneOf(filter.at('Filter'), ['*'])],
        }),
      judge: (rule) => [expectOneOf(rule.at('ScanFrequency'), ['SCAN_ON_PUSH', 'CONTINUOUS_SCAN'])],
    }),
  ];
}

/** No type of CloudFormation switches Inspector on, so the kit's own custom resource does. */
function inspected(account: AccountTemplates): readonly (Observation | Remark)[] {
  return ofService(account, { control: 'DET-04', service: 'inspector', regions: 'each' }, switchedOn);
}

function switchedOn(template: Template): readonly (Observation | Remark)[] {
  const settings = template.ofType(regionSettingsType).filter((one) => one.isMade() !== false);
  const seen = settings.map((one) =>
    expectItem(one.property('InspectedKinds'), {
      expected: 'functions, which Amazon Inspector then scans',
      identify: (kind) => [expectOneOf(kind, ['LAMBDA'])],
    }),
  );
  return seen.length === 0
    ? [
        lacking(template, {
          status: 'fail',
          type: regionSettingsType,
          what: 'setting that switches Amazon Inspector on',
        }),
      ]
    : bestOf(seen, []);
}
