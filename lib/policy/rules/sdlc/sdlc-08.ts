import { attachmentsOf } from '../../../cloudformation/attachments.ts';
import { bucketType } from '../../../cloudformation/buckets.ts';
import type { Model, StorefrontTemplates } from '../../../cloudformation/model/model.ts';
import { some, type Truth } from '../../../cloudformation/model/truth.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';
import { textIs } from '../../../cloudformation/texts.ts';
import { valuesAt } from '../../../cloudformation/value-paths.ts';
import { bestOf, expectItem, flawsOf, inTurn } from '../../choices.ts';
import { doubtAbout, expectAbsent, expectOneOf, expectTrue } from '../../expect.ts';
import { missing, notApplicable, type Observation, observation } from '../../observation.ts';
import type { Remark } from '../../remark.ts';
import type { Rule } from '../../rule.ts';

const hostTypes = ['AWS::EC2::Instance', 'AWS::AutoScaling::AutoScalingGroup'];
const detectorType = 'AWS::GuardDuty::Detector';

/** Malware sits where files come in from outside, and on hosts; functions have neither. */
export const sdlc08: Rule = {
  id: 'SDLC-08',
  title: 'Uploads and hosts are scanned for malware',
  severity: 'low',
  types: [bucketType, ...hostTypes],
  storefront: saysWithoutSubjects,
  why: 'A file that a visitor uploads is opened by somebody of the shop, and what is on a host stays there.',
  fix: 'Add an AWS::GuardDuty::MalwareProtectionPlan for each bucket that browsers write to, and the feature EBS_MALWARE_PROTECTION to the detector where hosts run.',
  controls: ['SDLC-08'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource, model) =>
    resource.type === bucketType ? uploads(resource, model) : host(resource, model),
};

/** Browsers write to a bucket of another name by its rules for them alone. */
function takesUploads(bucket: Resource): Truth {
  const methods = valuesAt(bucket, 'CorsConfiguration.CorsRules[].AllowedMethods[]');
  return some(
    methods
      .filter(({ isAbsent }) => !isAbsent)
      .map((method) => textIs(method, (text) => text === 'PUT' || text === 'POST')),
  );
}

const plans = {
  type: 'AWS::GuardDuty::MalwareProtectionPlan',
  path: 'ProtectedResource.S3Bucket.BucketName',
  name: 'BucketName',
};

function uploads(bucket: Resource, model: Model): readonly Observation[] {
  const isTaken = takesUploads(bucket);
  if (isTaken === false) return [notApplicable(bucket, 'no browser may write to it')];
  const scanning = attachmentsOf(model, bucket, plans).map((plan) => [
    observation('pass', plan.property(plans.path), { expected: `the name of ${bucket.logicalId}` }),
    ...flawsOf([expectAbsent(plan.property('ProtectedResource.S3Bucket.ObjectPrefixes'), 'every object')]),
    ...doubtAbout(plan, bucket),
  ]);
  return bestOf(scanning, [isTaken ? missing(bucket, 'Properties', namingPlan) : mayLack(bucket)]);
}

const namingPlan = `an ${plans.type} that names it`;

function mayLack(bucket: Resource): Observation {
  return observation('unknown', bucket.property('CorsConfiguration'), { expected: namingPlan }).with({
    says: `may let browsers write to it, and no ${plans.type} names it`,
  });
}

function host(resource: Resource, model: Model): readonly Observation[] {
  const { account, region } = resource.template;
  const detectors = model
    .ofType(detectorType)
    .filter(({ template }) => template.account === account && template.region === region);
  const unseen = observation('unknown', resource.attribute('Type'), {
    expected: 'a detector of GuardDuty that scans hosts',
  }).with({ says: 'is a host, and no detector of GuardDuty for it is among the templates' });
  return bestOf(
    inTurn(detectors, (detector) => [...scansHosts(detector), ...doubtAbout(detector, resource)]),
    [unseen],
  );
}

function scansHosts(detector: Resource): readonly Observation[] {
  const legacy = detector.property('DataSources.MalwareProtection.ScanEc2InstanceWithFindings.EbsVolumes');
  const seen = expectItem(detector.property('Features'), {
    expected: 'the feature EBS_MALWARE_PROTECTION',
    identify: (feature) => [expectOneOf(feature.at('Name'), ['EBS_MALWARE_PROTECTION'])],
    judge: (feature) => [expectOneOf(feature.at('Status'), ['ENABLED'])],
  });
  return legacy.isAbsent ? seen : bestOf([seen, [expectTrue(legacy)]], seen);
}

/** Says of a shop that it has nothing in which malware could sit. */
function saysWithoutSubjects({ contract, templates }: StorefrontTemplates): readonly Remark[] {
  const [template] = templates;
  const isSubject = templates.some(
    (one) =>
      hostTypes.some((type) => one.ofType(type).length > 0) ||
      one.ofType(bucketType).some((bucket) => takesUploads(bucket) !== false),
  );
  if (!template || isSubject) return [];
  const message = `no host and no bucket that browsers write to is among the templates of ${contract.shop}`;
  const nothing = { path: 'Resources', type: '', actual: 'not set', expected: '', isOfAll: true };
  return [{ ...nothing, status: 'notApplicable', template, message }];
}
