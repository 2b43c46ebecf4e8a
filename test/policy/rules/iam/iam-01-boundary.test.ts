import { iam01Boundary } from '../../../../lib/policy/rules/iam/iam-01-boundary.ts';
import { type Change, open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { foreignRole, role } from './role.ts';

const boundary = 'arn:aws:iam::111111111111:policy/Bounds';
const bounded: Change = ['Role.Properties.PermissionsBoundary', boundary];
const another = (properties: Readonly<Record<string, string | typeof open>>): Change => [
  'Another',
  { Type: 'AWS::IAM::Role', Properties: properties },
];

testRule(iam01Boundary, {
  pass: { 'roles with the same boundary': role(bounded, another({ PermissionsBoundary: boundary })) },
  fail: {
    'a role without the boundary of the other': {
      ...role(bounded, another({})),
      says: [`Properties.PermissionsBoundary is not set; expected ${boundary}`],
    },
    'a role with a boundary of its own': {
      ...role(bounded, another({ PermissionsBoundary: boundary }), [
        'Third',
        { Type: 'AWS::IAM::Role', Properties: { PermissionsBoundary: `${boundary}-2` } },
      ]),
      says: [`Properties.PermissionsBoundary is ${boundary}-2; expected ${boundary}`],
    },
  },
  unknown: {
    'a boundary that only the deployment knows': {
      ...role(bounded, another({ PermissionsBoundary: open })),
      says: [
        `Properties.PermissionsBoundary is unknown (parameter Open is only known at deployment); expected ${boundary}`,
      ],
    },
  },
  notApplicable: {
    'roles of a shop without a boundary': role(),
    "roles of somebody else's template, of which one has a boundary": foreignRole(bounded, another({})),
  },
});
