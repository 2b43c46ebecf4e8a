import type { Model } from '../cloudformation/model/model.ts';
import type { Resource } from '../cloudformation/model/types.ts';
import { expectOneOf, expectTrue } from './expect.ts';
import { notApplicable, type Observation } from './observation.ts';

/** Whether the settings of an account block public buckets, which its home region does for all of them. */
export function blocksPublicBuckets(settings: Resource, model: Model): Observation {
  const contract = contractOf(settings, model);
  if (!contract) return notApplicable(settings, 'it is not that of an account of the kit');
  if (settings.template.accountStack?.region !== contract.regions[0]) {
    return notApplicable(settings, 'the home region blocks public buckets for the whole account');
  }
  return expectOneOf(settings.property('BlockPublicBucketsOf'), [contract.account]);
}

/** Whether the settings of an account encrypt each new volume in their region. */
export function protectsVolumes(settings: Resource, model: Model): Observation {
  return contractOf(settings, model)
    ? expectTrue(settings.property('ProtectVolumes'))
    : notApplicable(settings, 'it is not that of an account of the kit');
}

function contractOf({ template }: Resource, model: Model) {
  return model.accounts.find(({ templates }) => templates.includes(template))?.contract;
}
