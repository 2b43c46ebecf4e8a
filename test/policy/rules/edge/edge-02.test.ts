import { edge02 } from '../../../../lib/policy/rules/edge/edge-02.ts';
import { maybe, open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { config, foreign, shop } from './shop.ts';

const certificate = `${config}.ViewerCertificate`;
const path = 'Properties.DistributionConfig.ViewerCertificate';
const policies = 'TLSv1.2_2021 or TLSv1.2_2025 or TLSv1.3_2025';

testRule(edge02, {
  pass: {
    'a modern policy with SNI': shop(),
    'the newest policy': foreign([`${certificate}.MinimumProtocolVersion`, 'TLSv1.3_2025']),
    'a condition between two modern policies': shop([
      `${certificate}.MinimumProtocolVersion`,
      maybe('TLSv1.2_2021', 'TLSv1.2_2025'),
    ]),
  },
  fail: {
    'a distribution without a certificate of its own': {
      ...shop([certificate, undefined]),
      says: [
        `${path}.MinimumProtocolVersion is not set; expected ${policies}`,
        `${path}.SslSupportMethod is not set; expected sni-only`,
      ],
    },
    'the default certificate, whatever policy stands beside it': {
      ...shop([`${certificate}.CloudFrontDefaultCertificate`, 'true']),
      says: [`${path}.CloudFrontDefaultCertificate is true; expected false`],
    },
    'a policy that cdk-nag lets pass': {
      ...shop([`${certificate}.MinimumProtocolVersion`, 'TLSv1.1_2016']),
      says: [`${path}.MinimumProtocolVersion is TLSv1.1_2016; expected ${policies}`],
    },
    'a policy that is not in the list yet': {
      ...shop([`${certificate}.MinimumProtocolVersion`, 'TLSv1.3_2031']),
      says: [`${path}.MinimumProtocolVersion is TLSv1.3_2031; expected ${policies}`],
    },
    'an address of its own instead of SNI': {
      ...shop([`${certificate}.SslSupportMethod`, 'vip']),
      says: [`${path}.SslSupportMethod is vip; expected sni-only`],
    },
    'a condition of which one branch is old': {
      ...shop([`${certificate}.MinimumProtocolVersion`, maybe('TLSv1.2_2021', 'TLSv1.2_2019')]),
      says: [`${path}.MinimumProtocolVersion is TLSv1.2_2021 or TLSv1.2_2019; expected ${policies}`],
    },
  },
  unknown: {
    'a policy that is a parameter': {
      ...shop([`${certificate}.MinimumProtocolVersion`, open]),
      says: [
        `${path}.MinimumProtocolVersion is unknown (parameter Open is only known at deployment); expected ${policies}`,
      ],
    },
    'a policy that is joined from an open part': {
      ...shop([`${certificate}.MinimumProtocolVersion`, { 'Fn::Sub': 'TLSv1.2_${Open}' }]),
      says: [
        `${path}.MinimumProtocolVersion is TLSv1.2_$\{?}; only the deployment tells whether that is ${policies}`,
      ],
    },
  },
});
