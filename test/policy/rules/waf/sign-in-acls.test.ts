import { expect, test } from '@jest/globals';
import { readInput } from '../../../../lib/cloudformation/input/read-input.ts';
import { Model } from '../../../../lib/cloudformation/model/model.ts';
import { evaluate } from '../../../../lib/policy/evaluate.ts';
import { waf01Strangers } from '../../../../lib/policy/rules/waf/waf-01-strangers.ts';
import { waf04 } from '../../../../lib/policy/rules/waf/waf-04.ts';
import { waf05Form } from '../../../../lib/policy/rules/waf/waf-05-form.ts';
import { withResources } from '../../../support/mutations.ts';
import { exampleWith, synthesize } from '../../../support/synth.ts';
import { variants } from '../../../support/variants.ts';

// biome-ignore lint/suspicious/noExplicitAny: the tests change what the template has.
type Node = any;

const template = 'boutique-prod-customers.template.json';
const synthesis = synthesize(exampleWith(variants['with customers who sign in'] ?? {}));
const sources = readInput(synthesis.directory);

/** What is found of the web ACL in front of the sign-in pages, once something of the template is changed. */
function found(change: (resources: Node, acl: Node) => void = () => {}): readonly string[] {
  const changed = withResources(sources, template, (resources) => {
    const acl = Object.values(resources as Node).find(({ Type }: Node) => Type === 'AWS::WAFv2::WebACL');
    change(resources, acl);
  });
  const findings = evaluate(new Model(changed), [waf01Strangers, waf04, waf05Form]);
  return findings
    .filter(({ template: name }) => String(name).startsWith('boutique-prod-customers'))
    .map(({ rule, status }) => `${rule} ${status}`)
    .filter((text, index, all) => all.indexOf(text) === index)
    .sort();
}

test('the firewall of the sign-in pages is asked for limits on them, and not for those of the shop’s paths', () => {
  expect(found()).toEqual(['WAF-01-strangers notApplicable', 'WAF-04 pass', 'WAF-05-form notApplicable']);
});

test('without a lower limit where passwords are guessed it fails', () => {
  expect(found((_, { Properties }) => Properties.Rules.splice(1, 1))).toContain('WAF-04 fail');
});

test('a web ACL that fronts something else as well, or nothing, is asked for all of it', () => {
  const all = ['WAF-04 fail', 'WAF-05-form fail'];
  const other = {
    Type: 'AWS::WAFv2::WebACLAssociation',
    Properties: { ResourceArn: 'arn:aws:elasticloadbalancing:eu-west-1:111111111111:loadbalancer/app/x/1' },
  };
  const elsewhere = found((resources, acl) => {
    const [id] = Object.entries(resources).find(([, each]) => each === acl) ?? [];
    const WebACLArn = { 'Fn::GetAtt': [id, 'Arn'] };
    resources.Other = { ...other, Properties: { ...other.Properties, WebACLArn } };
  });
  const nowhere = found((resources) => {
    for (const [id, { Type }] of Object.entries<Node>(resources)) {
      if (Type === other.Type) delete resources[id];
    }
  });
  expect([elsewhere, nowhere]).toEqual([expect.arrayContaining(all), expect.arrayContaining(all)]);
});
