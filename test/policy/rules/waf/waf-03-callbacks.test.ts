import { describe, expect, test } from '@jest/globals';
import type { Json } from '../../../../lib/cloudformation/model/json.ts';
import { Model } from '../../../../lib/cloudformation/model/model.ts';
import { evaluate } from '../../../../lib/policy/evaluate.ts';
import { isBlocking } from '../../../../lib/policy/finding.ts';
import { waf03 } from '../../../../lib/policy/rules/waf/waf-03.ts';
import { boutiqueTemplates } from '../../../support/boutique.ts';
import { leavesBelow, read, withResources, write } from '../../../support/mutations.ts';

const sources = boutiqueTemplates('prod');
const edge = 'boutique-prod-edge.template.json';

/** A rule of the web ACL as the template has it. */
// biome-ignore lint/suspicious/noExplicitAny: the tests change what the template has.
type Node = any;

/** What is found once `change` has weakened the rules of the kit's own web ACL. */
function objections(change: (rules: Node[], template: Node) => void) {
  const weakened = withResources(sources, edge, (resources) => {
    const [acl] = Object.values(resources as Node).filter(
      ({ Type }: Node) => Type === 'AWS::WAFv2::WebACL',
    ) as Node[];
    change(acl.Properties.Rules, acl);
  });
  return evaluate(new Model(weakened), [waf03]).filter((one) => one.rule === 'WAF-03' && isBlocking(one));
}

const byName = (rules: Node[], name: string): Node => rules.find(({ Name }) => Name === name);
const elsewhere = (rules: Node[]): Node => byName(rules, 'managed-rules-elsewhere');
const labelsOf = (rules: Node[]): Node[] =>
  elsewhere(rules).Statement.AndStatement.Statements[0].OrStatement.Statements;
const readingsOf = (rules: Node[]): Node[] =>
  elsewhere(rules).Statement.AndStatement.Statements[1].NotStatement.Statement.AndStatement.Statements;

test('the kit’s own web ACL counts on callbacks alone', () => {
  expect(objections(() => undefined)).toEqual([]);
});

describe('a rule that counts fails where', () => {
  const weakenings: Readonly<Record<string, (rules: Node[]) => void>> = {
    'nothing blocks its label': (rules) => rules.splice(rules.indexOf(elsewhere(rules)), 1),
    'the rule that asks for its label counts too': (rules) => {
      elsewhere(rules).Action = { Count: {} };
    },
    'the rule that asks for its label comes first': (rules) => {
      elsewhere(rules).Priority = -1;
    },
    'an Allow comes between': (rules) => {
      elsewhere(rules).Priority = 100;
      rules.push({
        Name: 'office',
        Priority: 99,
        Action: { Allow: {} },
        Statement: { GeoMatchStatement: {} },
      });
    },
    'another label is asked for': (rules) => {
      labelsOf(rules)[0].LabelMatchStatement.Key += '_';
    },
    'requests of another path are spared': (rules) => {
      for (const reading of readingsOf(rules)) reading.ByteMatchStatement.SearchString = '/api/';
    },
    'requests of every path are spared': (rules) => {
      for (const reading of readingsOf(rules)) reading.ByteMatchStatement.SearchString = '/';
    },
    'paths that only contain the word are spared': (rules) => {
      for (const reading of readingsOf(rules)) reading.ByteMatchStatement.PositionalConstraint = 'CONTAINS';
    },
    'a path is read only as it is sent': (rules) => readingsOf(rules).splice(1, 1),
    'a path is read only when it is resolved': (rules) => readingsOf(rules).splice(0, 1),
    'one of two readings suffices': (rules) => {
      const left = elsewhere(rules).Statement.AndStatement.Statements[1].NotStatement;
      left.Statement = { OrStatement: left.Statement.AndStatement };
    },
    'dots are resolved before letters are decoded': (rules) => {
      readingsOf(rules)[1]
        .ByteMatchStatement.TextTransformations.reverse()
        .forEach((one: Node, index: number) => {
          one.Priority = index;
        });
    },
    'one more condition spares requests': (rules) => {
      elsewhere(rules).Statement.AndStatement.Statements.push({
        GeoMatchStatement: { CountryCodes: ['DE'] },
      });
    },
    'one more path is spared': (rules) => {
      const parts = elsewhere(rules).Statement.AndStatement.Statements;
      const copy = structuredClone(parts[1]);
      for (const reading of copy.NotStatement.Statement.AndStatement.Statements)
        reading.ByteMatchStatement.SearchString = '/checkout/';
      parts.push(copy);
    },
  };

  test.each(Object.entries(weakenings))('%s', (_, weaken) => {
    expect(objections((rules) => void weaken(rules))).not.toEqual([]);
  });

  test('a rule that no table knows counts', () => {
    const found = objections((rules) => {
      byName(
        rules,
        'AWSManagedRulesCommonRuleSet',
      ).Statement.ManagedRuleGroupStatement.RuleActionOverrides.push({
        Name: 'Tomorrow_BODY',
        ActionToUse: { Count: {} },
      });
    });
    expect(found.map(({ about }) => about)).toEqual(['AWSManagedRulesCommonRuleSet/Tomorrow_BODY']);
  });

  test('a rule that still blocks callbacks counts', () => {
    const found = objections((rules) => {
      byName(
        rules,
        'AWSManagedRulesCommonRuleSet',
      ).Statement.ManagedRuleGroupStatement.RuleActionOverrides.push({
        Name: 'CrossSiteScripting_COOKIE',
        ActionToUse: { Count: {} },
      });
    });
    expect(found.map(({ about }) => about)).toEqual([
      'AWSManagedRulesCommonRuleSet/CrossSiteScripting_COOKIE',
    ]);
  });
});

test('each value of the rule that blocks by labels decides', () => {
  const statement = sources.find(({ name }) => name === edge)?.body;
  const ids = Object.entries(read(statement, 'Resources') as Record<string, Node>);
  const [id, { Properties }] = ids.find(([, { Type }]) => Type === 'AWS::WAFv2::WebACL') as [string, Node];
  const index = Properties.Rules.indexOf(elsewhere(Properties.Rules));
  const path = `${id}.Properties.Rules[${index}].Statement`;
  const leaves = leavesBelow(read(read(statement, 'Resources'), path) as Json, path).filter(
    (leaf) => !leaf.endsWith('TextTransformations[0].Priority'),
  );
  const survivors = leaves.filter((leaf) => {
    const changed = withResources(sources, edge, (resources) => write(resources, leaf, 'palisade-wrong'));
    return !evaluate(new Model(changed), [waf03]).some((one) => one.rule === 'WAF-03' && isBlocking(one));
  });
  expect(leaves.length).toBeGreaterThan(50);
  expect(survivors).toEqual([]);
});

test('somebody else’s template names no callbacks, so nothing may be spared there', () => {
  const foreign = sources.map((source) => {
    const { Metadata: _, ...body } = source.body;
    return { ...source, body };
  });
  const found = evaluate(new Model(foreign), [waf03]).filter((one) => one.status === 'fail');
  expect(found.map(({ message }) => message)).toContainEqual(
    expect.stringContaining('no further condition, since no path serves callbacks'),
  );
});
