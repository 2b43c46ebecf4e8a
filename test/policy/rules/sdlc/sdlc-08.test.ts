import { expect, test } from '@jest/globals';
import type { JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { evaluate } from '../../../../lib/policy/evaluate.ts';
import { sdlc08 } from '../../../../lib/policy/rules/sdlc/sdlc-08.ts';
import { type Change, changed, open, undecided } from '../../../support/changes.ts';
import { type Case, modelOf, testRule } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';

const good: Record<string, JsonRecord> = {
  Uploads: {
    Type: 'AWS::S3::Bucket',
    Properties: { CorsConfiguration: { CorsRules: [{ AllowedMethods: ['GET', 'PUT'] }] } },
  },
  Plan: {
    Type: 'AWS::GuardDuty::MalwareProtectionPlan',
    Properties: { ProtectedResource: { S3Bucket: { BucketName: { Ref: 'Uploads' } } } },
  },
  Host: { Type: 'AWS::EC2::Instance', Properties: {} },
  Detector: {
    Type: 'AWS::GuardDuty::Detector',
    Properties: { Features: [{ Name: 'EBS_MALWARE_PROTECTION', Status: 'ENABLED' }] },
  },
};
const plan = 'AWS::GuardDuty::MalwareProtectionPlan';
const scanned = (...changes: readonly Change[]): Case => ({
  resources: changed(good, changes),
  sections: undecided,
});

testRule(sdlc08, {
  pass: {
    'uploads and hosts that are scanned': scanned(),
    'a detector that says it in the older way': scanned([
      'Detector.Properties',
      { DataSources: { MalwareProtection: { ScanEc2InstanceWithFindings: { EbsVolumes: true } } } },
    ]),
  },
  fail: {
    'uploads that nothing scans': {
      ...scanned(['Plan', undefined]),
      says: [`Properties lacks an ${plan} that names it`],
    },
    'uploads of which a part is scanned': {
      ...scanned(['Plan.Properties.ProtectedResource.S3Bucket.ObjectPrefixes', ['images/']]),
      says: ['Properties.ProtectedResource.S3Bucket.ObjectPrefixes is ["images/"]; expected every object'],
    },
    'hosts that the detector leaves out': {
      ...scanned(['Detector.Properties.Features', []]),
      says: ['Properties.Features lacks the feature EBS_MALWARE_PROTECTION'],
    },
  },
  unknown: {
    'a host without a detector among the templates': {
      ...scanned(['Detector', undefined]),
      says: ['Type is a host, and no detector of GuardDuty for it is among the templates'],
    },
    'methods that only the deployment knows': {
      ...scanned(
        ['Plan', undefined],
        ['Uploads.Properties.CorsConfiguration.CorsRules[0].AllowedMethods', [open]],
      ),
      says: [`Properties.CorsConfiguration may let browsers write to it, and no ${plan} names it`],
    },
  },
  notApplicable: {
    'a bucket that no browser may write to': scanned(
      ['Plan', undefined],
      ['Host', undefined],
      ['Uploads.Properties.CorsConfiguration', undefined],
    ),
  },
});

test('A shop without uploads and hosts is told which of them were looked for', () => {
  const model = modelOf({ resources: { Queue: { Type: 'AWS::SQS::Queue' } }, storefront });
  expect(
    evaluate(model, [sdlc08])
      .filter(({ rule }) => rule === 'SDLC-08')
      .map(({ status, message }) => [status, message]),
  ).toEqual([
    ['notApplicable', 'no host and no bucket that browsers write to is among the templates of boutique'],
  ]);
});
