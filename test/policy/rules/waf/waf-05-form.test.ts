import { describe, expect, test } from '@jest/globals';
import type { Json } from '../../../../lib/cloudformation/model/json.ts';
import { Model } from '../../../../lib/cloudformation/model/model.ts';
import { evaluate } from '../../../../lib/policy/evaluate.ts';
import { isBlocking } from '../../../../lib/policy/finding.ts';
import { waf05Form } from '../../../../lib/policy/rules/waf/waf-05-form.ts';
import { boutiqueTemplates } from '../../../support/boutique.ts';
import { leavesBelow, read, withResources, write } from '../../../support/mutations.ts';

// biome-ignore lint/suspicious/noExplicitAny: the tests change what the template has.
type Node = any;

const edge = 'boutique-prod-edge.template.json';
const sources = boutiqueTemplates('prod');
const body = sources.find(({ name }) => name === edge)?.body;
const [aclId, acl] = Object.entries(read(body, 'Resources') as Node).find(
  ([, { Type }]: Node) => Type === 'AWS::WAFv2::WebACL',
) as [string, Node];
const index = acl.Properties.Rules.findIndex(({ Name }: Node) => Name === 'request-form');

function found(templates = sources) {
  return evaluate(new Model(templates), [waf05Form]).filter(({ rule }) => rule === waf05Form.id);
}

/** What is found once the rule `request-form` of the kit's own web ACL is weakened. */
function objections(change: (rule: Node, acl: Node) => void) {
  const weakened = withResources(sources, edge, (resources) => {
    const { Properties } = (resources as Node)[aclId];
    change(Properties.Rules[index], Properties);
  });
  return found(weakened).filter(isBlocking);
}

test.each(['prod', 'staging'])(
  'the web ACL of %s refuses what no path takes, and takes callbacks',
  (name) => {
    const statuses = found(boutiqueTemplates(name)).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set(['pass']));
  },
);

describe('fails where', () => {
  const parts = (rule: Node): Node[] => rule.Statement.OrStatement.Statements;
  const weakenings: Readonly<Record<string, (rule: Node, acl: Node) => void>> = {
    'the rule is not there': (rule, { Rules }) => Rules.splice(Rules.indexOf(rule), 1),
    'the rule counts': (rule) => {
      rule.Action = { Count: {} };
    },
    'an Allow comes before it': (rule, { Rules }) => {
      Rules.push({ ...rule, Name: 'early', Priority: -1, Action: { Allow: {} } });
    },
    'methods are not judged': (rule) => parts(rule).splice(0, 1),
    'pages are posted to': (rule) => parts(rule).splice(1, 1),
    'the length of callbacks is not judged': (rule) => parts(rule).splice(2, 1),
    'the length elsewhere is not judged': (rule) => parts(rule).splice(3, 1),
    'one more method is taken': (rule) => {
      const { Statements } = parts(rule)[0].AndStatement;
      const copy = structuredClone(Statements[0]);
      copy.NotStatement.Statement.ByteMatchStatement.SearchString = 'LINK';
      Statements.push(copy);
    },
    'one more path is posted to': (rule) => {
      const { Statements } = parts(rule)[1].AndStatement;
      const text = JSON.stringify(Statements[1]).replaceAll('/api/', '/images/');
      Statements.push(JSON.parse(text));
    },
    'a longer body is taken elsewhere': (rule) => {
      parts(rule)[3].AndStatement.Statements[0].SizeConstraintStatement.Size += 1;
    },
    'long bodies of another path are taken': (rule) => {
      const [, left] = parts(rule)[3].AndStatement.Statements;
      parts(rule)[3].AndStatement.Statements.push(
        JSON.parse(JSON.stringify(left).replaceAll('/callbacks/', '/api/')),
      );
    },
    'a callback may be longer than the firewall reads': (rule) => {
      parts(rule)[2].SizeConstraintStatement.FieldToMatch.Body.OversizeHandling = 'NO_MATCH';
    },
    'the firewall reads less of a body than a callback may have': (_, { AssociationConfig }) => {
      AssociationConfig.RequestBody.CLOUDFRONT.DefaultSizeInspectionLimit = 'KB_48';
    },
    'callbacks are refused': (rule) => {
      parts(rule)[2].SizeConstraintStatement.Size = 8192;
    },
    'a path is spared that only becomes a callback once it is resolved': (rule) => {
      parts(rule)[3].AndStatement.Statements[1].NotStatement.Statement.AndStatement.Statements.splice(0, 1);
      parts(rule)[3].AndStatement.Statements[1].NotStatement.Statement =
        parts(rule)[3].AndStatement.Statements[1].NotStatement.Statement.AndStatement.Statements[0];
    },
    'the rule answers as if nothing had happened': (rule) => {
      rule.Action.Block.CustomResponse.ResponseCode = 200;
    },
  };

  test.each(Object.entries(weakenings))('%s', (_, weaken) => {
    expect(objections((rule, properties) => void weaken(rule, properties))).not.toEqual([]);
  });
});

/** The number of a transformation that stands alone, and the handling of bodies that another limit handles as well. */
const idle = [
  'TextTransformations[0].Priority',
  'Statements[3].AndStatement.Statements[0].SizeConstraintStatement.FieldToMatch.Body.OversizeHandling',
];

test('each value of the rule decides, but for two that say nothing of their own', () => {
  const path = `${aclId}.Properties.Rules[${index}].Statement`;
  const leaves = leavesBelow(read(read(body, 'Resources'), path) as Json, path).filter(
    (leaf) => !idle.some((end) => leaf.endsWith(end)),
  );
  const survivors = leaves.filter((leaf) => {
    const changed = withResources(sources, edge, (resources) => write(resources, leaf, '/palisade-wrong'));
    return !found(changed).some(isBlocking);
  });
  expect(leaves.length).toBeGreaterThan(40);
  expect(survivors).toEqual([]);
});

test('somebody else’s template does not say what its paths take', () => {
  const foreign = sources.map(({ body: { Metadata: _, ...rest }, ...source }) => ({ ...source, body: rest }));
  expect(found(foreign).map(({ status }) => status)).toEqual(['notApplicable']);
});
