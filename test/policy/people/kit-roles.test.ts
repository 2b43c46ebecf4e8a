import { describe, expect, test } from '@jest/globals';
import type { Json } from '../../../lib/cloudformation/model/json.ts';
import { Model } from '../../../lib/cloudformation/model/model.ts';
import type { TemplateSource } from '../../../lib/cloudformation/model/types.ts';
import { evaluate } from '../../../lib/policy/evaluate.ts';
import { isBlocking } from '../../../lib/policy/finding.ts';
import { read } from '../../support/mutations.ts';
import { blocking, type Edit, judging, replaced, stackOf } from './edits.ts';

const kit = stackOf('with people who sign in by Identity Center', 'people');
const { sources, name: people } = kit;

/** The templates after an edit at a path below the role that is named by a word. */
function edited(word: string, path: string, edit: Edit): readonly TemplateSource[] {
  return kit.edited(`Roles${word}`, path, edit);
}

const trust = 'Properties.AssumeRolePolicyDocument.Statement';
const gone: Edit = () => undefined;

function joined(statement: Json): Edit {
  return (value) => [...(value as readonly Json[]), statement];
}

const anybody = {
  Effect: 'Allow',
  Action: 'sts:AssumeRole',
  Principal: { AWS: 'arn:aws:iam::111111111111:root' },
};

describe('Of the roles that the kit makes for people', () => {
  test('no rule objects to them as they are, and each is judged', () => {
    const found = evaluate(new Model(sources), judging);
    expect(found.filter(isBlocking).map(({ message }) => message)).toEqual([]);
    const judged = new Set(
      found
        .filter(({ rule, status, template }) => rule === 'IAM-04' && status === 'pass' && template === people)
        .map(({ logicalId }) => logicalId),
    );
    const contract = sources.find(({ name }) => name === people)?.body['Metadata'];
    expect(judged.size).toBe((read(contract, 'Palisade.peopleRoles') as readonly Json[]).length);
  });

  test.each<[string, string, readonly [word: string, path: string, edit: Edit]]>([
    ['one is for the whole account', 'IAM-04', ['ReadOrders', `${trust}[0].Condition`, gone]],
    ['one is for each permission set', 'IAM-04', ['ReadOrders', trust, replaced('_ShopSupport_', '_*')]],
    [
      'one is for permission sets with the same beginning',
      'IAM-04',
      ['ReadOrders', trust, replaced('_ShopSupport_', '_Shop*_')],
    ],
    [
      'one is for roles that anybody may name so',
      'IAM-04',
      ['ReadOrders', trust, replaced('aws-reserved/sso.amazonaws.com', 'team')],
    ],
    ['one has a second statement', 'IAM-04', ['DecideOrders', trust, joined(anybody)]],
    [
      'one is for a function as well',
      'IAM-04',
      ['DecideOrders', `${trust}[0].Principal.Service`, () => 'lambda.amazonaws.com'],
    ],
    [
      'one is for everybody but somebody',
      'IAM-03',
      ['Operate', trust, replaced('"Principal"', '"NotPrincipal"')],
    ],
    ['sessions last for four hours', 'IAM-04', ['Operate', 'Properties.MaxSessionDuration', () => 14_400]],
    [
      'keys are enough in an emergency',
      'IAM-04',
      ['BreakGlass', trust, replaced('"Bool"', '"BoolIfExists"')],
    ],
    [
      'the second factor of an emergency is of any age',
      'IAM-04',
      [
        'BreakGlass',
        trust,
        (value) => replaced(',"NumericLessThan":{"aws:MultiFactorAuthAge":"3600"}', '')(value),
      ],
    ],
    [
      'the second factor of an emergency is of yesterday',
      'IAM-04',
      ['BreakGlass', trust, replaced('"3600"', '"86400"')],
    ],
    [
      'nobody hears of an emergency',
      'IAM-04',
      ['BreakGlass', 'Properties.RoleName', () => 'boutique-prod-rescue'],
    ],
    ['an emergency is anybody’s', 'IAM-04', ['BreakGlass', trust, replaced('user/break-glass-1', 'root')]],
    [
      'an auditor administers the account',
      'IAM-01',
      ['Audit', 'Properties.ManagedPolicyArns', () => ['arn:aws:iam::aws:policy/AdministratorAccess']],
    ],
  ])('%s, and %s objects', (_, rule, [word, path, edit]) => {
    expect(blocking(edited(word, path, edit))).toContain(rule);
  });
});
