import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { jsonInText } from '../../../cloudformation/policy-texts.ts';
import { textIs } from '../../../cloudformation/texts.ts';
import { hasContract } from '../../data-classes.ts';
import { expectCustomerManagedKey } from '../../encryption-keys.ts';
import { expectFalse } from '../../expect.ts';
import { notApplicable, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { verdictAt } from '../../statements/allowed.ts';
import { isOfOwnAccount } from '../../statements/named-principals.ts';

const accessPolicy = 'AWS::OpenSearchServerless::AccessPolicy';

/** Collections of documents have policies of a form of their own, which stand in templates as text. */
export const iam06Collections: Rule = {
  id: 'IAM-06-collections',
  title:
    'Collections of OpenSearch Serverless admit principals of the account, from its networks, under its keys',
  severity: 'high',
  types: [accessPolicy, 'AWS::OpenSearchServerless::SecurityPolicy'],
  why: 'Three texts decide who reads a collection, from where, and under whose key; one word in one of them opens it to the internet.',
  fix: 'Name roles of the account in Principal, set AllowFromPublic to false with SourceVPCEs, and KmsARN in place of AWSOwnedKey.',
  controls: ['IAM-06', 'NET-06', 'DATA-02'],
  since: '0.1.0',
  stage: 'enforced',
  check: (policy) => {
    const text = policy.property('Policy');
    const document = jsonInText(text);
    if (!document) {
      const seen = observation('unknown', text, { expected: 'a policy that is written out' });
      // A policy is pages long, and none of its statements can be named while it cannot be read.
      return [
        seen.with({
          actual: 'no JSON',
          says: 'cannot be read as JSON; expected a policy that is written out',
        }),
      ];
    }
    const parts = document.isDecidedList ? document.items() : [document];
    const seen = parts.flatMap((part) =>
      policy.type === accessPolicy ? admitted(part) : secured(part, policy),
    );
    return seen.length > 0 ? seen : [notApplicable(policy, 'it admits nobody')];
  },
};

/** Federated users are named by the account of their provider. */
function admitted(part: Value): readonly Observation[] {
  const { account } = part.resource.template;
  const isFederated = (text: string) => account !== undefined && text.startsWith(`saml/${account}/`);
  return part
    .at('Principal')
    .items()
    .map((principal) =>
      verdictAt(textIs(principal, isFederated) || isOfOwnAccount(principal), principal, {
        expected: 'somebody of the account',
      }),
    );
}

function secured(part: Value, policy: Resource): readonly Observation[] {
  const kind = policy.property('Type');
  if (textIs(kind, (text) => text === 'network')) return [expectFalse(part.at('AllowFromPublic'))];
  return textIs(kind, (text) => text === 'encryption') && hasContract(policy)
    ? [expectCustomerManagedKey(part.at('KmsARN'))]
    : [];
}
