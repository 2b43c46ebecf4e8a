import { det02 } from '../../../../lib/policy/rules/det/det-02.ts';
import { open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { parameter, watched } from './watched.ts';

testRule(det02, {
  pass: { 'a hub with both standards': watched() },
  fail: {
    'a hub with the standards that come by default beside them': {
      ...watched(['Hub.Properties.EnableDefaultStandards', undefined]),
      says: ['Properties.EnableDefaultStandards is true; expected false'],
    },
    'a hub that leaves new controls off': {
      ...watched(['Hub.Properties.AutoEnableControls', false]),
      says: ['Properties.AutoEnableControls is false; expected true'],
    },
    'a hub without one of the standards': {
      ...watched(['Standard1', undefined]),
      says: ['Properties lacks a standard standards/pci-dss/v/4.0.1'],
    },
    'a standard without one of its controls': {
      ...watched(['Standard0.Properties.DisabledStandardsControls', [{ StandardsControlArn: 'arn' }]]),
      says: [
        'Properties.DisabledStandardsControls is [{"StandardsControlArn":"arn"}]; expected no control that is left out',
      ],
    },
  },
  unknown: {
    'a standard that is a parameter': {
      ...watched(['Standard0.Properties.StandardsArn', open]),
      says: [
        `Properties.StandardsArn is ${parameter}; expected a standard standards/aws-foundational-security-best-practices/v/1.0.0`,
      ],
    },
  },
});
