import type { JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { iam06Grants } from '../../../../lib/policy/rules/iam/iam-06-grants.ts';
import { open, undecided } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';

const ours = '111111111111';
const theirs = '999999999999';
const expected = 'somebody of the account or of its organization';

function grant(Type: string, Properties: JsonRecord) {
  return { resources: { Grant: { Type, Properties } }, sections: undecided, account: ours };
}

function toObjects(GranteeIdentifier: string) {
  return grant('AWS::S3::AccessGrant', { Grantee: { GranteeType: 'IAM', GranteeIdentifier } });
}

testRule(iam06Grants, {
  pass: {
    'objects for a role of the account': toObjects(`arn:aws:iam::${ours}:role/reader`),
    'a share within the organization': grant('AWS::RAM::ResourceShare', {
      Principals: ['arn:aws:organizations::111111111111:ou/o-abcde12345/ou-ab12-cdefghij'],
    }),
  },
  fail: {
    'objects for a role of another account': {
      ...toObjects(`arn:aws:iam::${theirs}:role/reader`),
      says: [
        `Properties.Grantee.GranteeIdentifier is arn:aws:iam::${theirs}:role/reader; expected ${expected}`,
      ],
    },
    'a share with another account': {
      ...grant('AWS::RAM::ResourceShare', { Principals: [ours, theirs] }),
      says: [`Properties.Principals[1] is ${theirs}; expected ${expected}`],
    },
    'an endpoint service for everyone': {
      ...grant('AWS::EC2::VPCEndpointServicePermissions', { AllowedPrincipals: ['*'] }),
      says: [`Properties.AllowedPrincipals[0] is *; expected ${expected}`],
    },
    'images for another account': {
      ...grant('AWS::ECR::ReplicationConfiguration', {
        ReplicationConfiguration: { Rules: [{ Destinations: [{ RegistryId: theirs }] }] },
      }),
      says: [
        `Properties.ReplicationConfiguration.Rules[0].Destinations[0].RegistryId is ${theirs}; expected ${expected}`,
      ],
    },
  },
  unknown: {
    'a peer that is a parameter': {
      ...grant('AWS::EC2::VPCPeeringConnection', { PeerOwnerId: open }),
      says: [
        `Properties.PeerOwnerId is unknown (parameter Open is only known at deployment); expected ${expected}; write AWS::AccountId where it is the same account, or judge with the values that are deployed (--parameters)`,
      ],
    },
  },
  notApplicable: {
    'a peer in the same account, whose number is left out': grant('AWS::EC2::VPCPeeringConnection', {}),
  },
});
