import { describe, expect, test } from '@jest/globals';
import type { JsonRecord } from '../../../lib/cloudformation/model/json.ts';
import { Model } from '../../../lib/cloudformation/model/model.ts';
import { evaluate } from '../../../lib/policy/evaluate.ts';
import { boutiqueTemplates } from '../../support/boutique.ts';
import { sourceOf } from '../../support/rule-cases.ts';

// Put together here, so that no scanner of repositories takes it for a key.
const stripeKey = ['sk', 'live', '0123456789abcdef'].join('_');
const plainSecret = 'a1b2c3d4e5f6g7h8';
const expected = 'expected the name or the ARN of a secret';
const underName = `is a value under the name of a secret; ${expected}`;
const asStripe = `is a key of Stripe; ${expected}`;

function said(sections: JsonRecord) {
  return evaluate(new Model([sourceOf({ resources: {}, sections })]), [])
    .filter(({ rule }) => rule === 'TEMPLATE-secrets')
    .map(({ message }) => message);
}

const cases: Readonly<Record<string, readonly [JsonRecord, string]>> = {
  'a key in an output': [
    { Outputs: { Endpoint: { Value: { 'Fn::Join': ['', ['https://x/?', stripeKey]] } } } },
    `Outputs.Endpoint.Value.Fn::Join.1.1 ${asStripe}`,
  ],
  'a value in an output that is named after a secret': [
    { Outputs: { ApiKey: { Value: plainSecret } } },
    `Outputs.ApiKey.Value ${underName}`,
  ],
  'a key in a mapping': [
    { Mappings: { Stages: { live: { Colour: stripeKey } } } },
    `Mappings.Stages.live.Colour ${asStripe}`,
  ],
  'a key that is the name of an entry': [
    { Mappings: { Stages: { [stripeKey]: { Colour: 'red' } } } },
    `Mappings.Stages ${asStripe}`,
  ],
  'a key in metadata': [
    { Metadata: { Notes: [{ text: `use ${stripeKey}` }] } },
    `Metadata.Notes.0.text ${asStripe}`,
  ],
  'a default under the name of a secret': [
    { Parameters: { GatewayPassword: { Type: 'String', Default: plainSecret } } },
    `Parameters.GatewayPassword.Default ${underName}`,
  ],
  'the default of a parameter that is hidden': [
    { Parameters: { Colour: { Type: 'String', NoEcho: true, Default: 'hunter2' } } },
    `Parameters.Colour.Default is a value that NoEcho hides; ${expected}`,
  ],
  'a key in the description': [{ Description: stripeKey }, `Description ${asStripe}`],
};

describe('TEMPLATE-secrets', () => {
  test.each(Object.entries(cases))('fails %s, and does not repeat it', (_, [sections, message]) => {
    expect(said(sections)).toEqual([message]);
    expect(JSON.stringify(said(sections))).not.toContain(stripeKey);
    expect(JSON.stringify(said(sections))).not.toContain(plainSecret);
  });

  test('finds nothing in names and ARNs of secrets, hidden parameters without a default, and the example', () => {
    const sections = {
      Parameters: { Token: { Type: 'String', NoEcho: true }, ApiKey: { Type: 'String', Default: '' } },
      Outputs: {
        SecretArn: { Value: 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:shop/gateways/stripe' },
      },
    };
    expect(said(sections)).toEqual([]);
    const example = evaluate(new Model(boutiqueTemplates('prod')), []);
    expect(example.filter(({ rule }) => rule === 'TEMPLATE-secrets')).toEqual([]);
  });
});
