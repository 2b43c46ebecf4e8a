import { waf06Metrics } from '../../../../lib/policy/rules/waf/waf-06-metrics.ts';
import { type Change, maybe, open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { foreignAcl, webAcl } from './web-acl.ts';

const metrics = 'VisibilityConfig.CloudWatchMetricsEnabled';
const samples = 'VisibilityConfig.SampledRequestsEnabled';
const parameter = 'unknown (parameter Open is only known at deployment)';

function protection(...keys: readonly string[]): Change {
  return [
    'Acl.Properties.DataProtectionConfig',
    {
      DataProtections: [
        { Action: 'HASH', Field: { FieldType: 'SINGLE_HEADER', FieldKeys: keys } },
        { Action: 'SUBSTITUTION', Field: { FieldType: 'QUERY_STRING' } },
      ],
    },
  ];
}

const unprotected: Change = ['Acl.Properties.DataProtectionConfig', undefined];

testRule(waf06Metrics, {
  pass: {
    'metrics on and samples off': webAcl(),
    'the same in somebody else’s template': foreignAcl(),
    'samples whose credentials are protected': webAcl(
      [`Acl.Properties.${samples}`, true],
      protection('Authorization', 'cookie'),
    ),
    'samples that are off and protected as well': webAcl(protection('authorization', 'cookie')),
  },
  fail: {
    'a web ACL without metrics': {
      ...webAcl([`Acl.Properties.${metrics}`, false]),
      says: [`Properties.${metrics} is false; expected true`],
    },
    'a rule without metrics': {
      ...webAcl([`Acl.Properties.Rules[2].${metrics}`, undefined]),
      says: [`Properties.Rules[2].${metrics} is not set; expected true`],
    },
    'a rule that is sampled': {
      ...webAcl(unprotected, [`Acl.Properties.Rules[1].${samples}`, true]),
      says: [`Properties.Rules[1].${samples} is true; expected false`],
    },
    'a rule that says nothing of samples': {
      ...webAcl(unprotected, [`Acl.Properties.Rules[1].${samples}`, undefined]),
      says: [`Properties.Rules[1].${samples} is not set; expected false`],
    },
    'samples in one branch of a condition': {
      ...webAcl(unprotected, [`Acl.Properties.${samples}`, maybe(true, false)]),
      says: [`Properties.${samples} is true or false; expected false`],
    },
    'samples of which the cookie is not protected': {
      ...webAcl([`Acl.Properties.${samples}`, true], protection('authorization')),
      says: ['Properties.DataProtectionConfig.DataProtections lacks protection of the header cookie'],
    },
  },
  unknown: {
    'metrics that are a parameter': {
      ...webAcl([`Acl.Properties.${metrics}`, open]),
      says: [`Properties.${metrics} is ${parameter}; expected true`],
    },
    'rules that are a parameter': {
      ...webAcl(unprotected, ['Acl.Properties.Rules', open]),
      says: [metrics, samples].map(
        (path) =>
          `Properties.Rules.${path} is unknown (Properties.Rules.VisibilityConfig is unknown (Properties.Rules is ${parameter})); expected ${path === metrics}`,
      ),
    },
  },
});
