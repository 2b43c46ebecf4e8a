import type { JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { sdlc06Automation } from '../../../../lib/policy/rules/sdlc/sdlc-06-automation.ts';
import { open, undecided } from '../../../support/changes.ts';
import { type Case, testRule } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';

function foreign(type: string, properties: JsonRecord): Case {
  return { resources: { Added: { Type: type, Properties: properties } }, sections: undecided };
}

const ofShop = (type: string, properties: JsonRecord): Case => ({ ...foreign(type, properties), storefront });

const remediation = 'AWS::Config::RemediationConfiguration';
const association = 'AWS::SSM::Association';
const harmless = 'AWS-GatherSoftwareInventory or AWS-RunPatchBaseline or AWS-UpdateSSMAgent';

testRule(sdlc06Automation, {
  fail: {
    'a remediation that is automatic': {
      ...ofShop(remediation, { Automatic: true }),
      says: ['Properties.Automatic is true; expected false'],
    },
    'an association with a document of its own': {
      ...ofShop(association, { Name: 'OpenBuckets' }),
      says: [`Properties.Name is OpenBuckets; expected ${harmless}`],
    },
    'a budget that waits for nobody': {
      ...ofShop('AWS::Budgets::BudgetsAction', { ApprovalModel: 'AUTOMATIC' }),
      says: ['Properties.ApprovalModel is AUTOMATIC; expected MANUAL'],
    },
    'a document that an event begins': {
      ...ofShop('AWS::Events::Rule', {
        Targets: [
          { Id: 'a', Arn: { 'Fn::Sub': 'arn:${AWS::Partition}:ssm:eu-west-1::automation-definition/Fix' } },
        ],
      }),
      says: [
        'Properties.Targets[0].Arn is arn:${?}:ssm:eu-west-1::automation-definition/Fix; expected no target that changes resources by itself',
      ],
    },
  },
  unknown: {
    'a remediation that a parameter makes automatic': {
      ...ofShop(remediation, { Automatic: open }),
      says: ['Properties.Automatic is unknown (parameter Open is only known at deployment); expected false'],
    },
    'a pack that is kept elsewhere': {
      ...ofShop('AWS::Config::ConformancePack', { TemplateS3Uri: 's3://packs/pci.yaml' }),
      says: [
        'Properties.TemplateBody is not set; only the deployment tells whether a template without remediations has to stand there',
      ],
    },
  },
  notApplicable: {
    'a remediation that somebody starts': ofShop(remediation, { Automatic: false }),
    'a remediation that says nothing of it': ofShop(remediation, { ConfigRuleName: 'private' }),
    'an association that patches hosts': ofShop(association, { Name: 'AWS-RunPatchBaseline' }),
    'a pack of rules alone': ofShop('AWS::Config::ConformancePack', { TemplateBody: 'Resources: {}' }),
    'an event that a topic hears': ofShop('AWS::Events::Rule', {
      Targets: [{ Id: 'a', Arn: 'arn:aws:sns:eu-west-1:111111111111:alerts' }],
    }),
    "a remediation in somebody else's template": foreign(remediation, { Automatic: true }),
  },
});
