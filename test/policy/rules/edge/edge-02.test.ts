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
        `${path}.MinimumProtocolVersion is nothing; it must be ${policies}`,
        `${path}.SslSupportMethod is nothing; it must be sni-only`,
      ],
    },
    'the default certificate, whatever policy stands beside it': {
      ...shop([`${certificate}.CloudFrontDefaultCertificate`, 'true']),
      says: [`${path}.CloudFrontDefaultCertificate is true; it must be false`],
    },
    'a policy that cdk-nag lets pass': {
      ...shop([`${certificate}.MinimumProtocolVersion`, 'TLSv1.1_2016']),
      says: [`${path}.MinimumProtocolVersion is TLSv1.1_2016; it must be ${policies}`],
    },
    'a policy that is not in the list yet': {
      ...shop([`${certificate}.MinimumProtocolVersion`, 'TLSv1.3_2031']),
      says: [`${path}.MinimumProtocolVersion is TLSv1.3_2031; it must be ${policies}`],
    },
    'an address of its own instead of SNI': {
      ...shop([`${certificate}.SslSupportMethod`, 'vip']),
      says: [`${path}.SslSupportMethod is vip; it must be sni-only`],
    },
    'a condition of which one branch is old': {
      ...shop([`${certificate}.MinimumProtocolVersion`, maybe('TLSv1.2_2021', 'TLSv1.2_2019')]),
      says: [`${path}.MinimumProtocolVersion is TLSv1.2_2021 or TLSv1.2_2019; it must be ${policies}`],
    },
  },
  unknown: {
    'a policy that is a parameter': {
      ...shop([`${certificate}.MinimumProtocolVersion`, open]),
      says: [
        `${path}.MinimumProtocolVersion is only known at deployment: unknown (parameter Open is only known at deployment); it must be ${policies}`,
      ],
    },
    'a policy that is joined from an open part': {
      ...shop([`${certificate}.MinimumProtocolVersion`, { 'Fn::Sub': 'TLSv1.2_${Open}' }]),
      says: [
        `${path}.MinimumProtocolVersion is only known at deployment: TLSv1.2_$\{?}; it must be ${policies}`,
      ],
    },
  },
});
