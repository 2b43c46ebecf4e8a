import type { Reference, Resolved, Resource, Value } from '../../../cloudformation/model/types.ts';
import { isSupplier } from '../../../cloudformation/references.ts';
import { expectOneOf, observe, type Verdict } from '../../expect.ts';
import { type Observation, observation } from '../../observation.ts';

export type Scope = 'CLOUDFRONT' | 'REGIONAL';

/** CloudFront takes web ACLs of this region only. */
const globalRegion = 'us-east-1';

const segment: Readonly<Record<Scope, string>> = {
  CLOUDFRONT: `:wafv2:${globalRegion}:`,
  REGIONAL: ':wafv2:',
};
const kind: Readonly<Record<Scope, string>> = {
  CLOUDFRONT: ':global/webacl/',
  REGIONAL: ':regional/webacl/',
};

/** Judges what ought to be the ARN of a WAFv2 web ACL, and the scope of that web ACL where it is among the templates. */
export function expectWebAcl(value: Value, scope: Scope): readonly Observation[] {
  const expected = `the ARN of a WAFv2 web ACL with scope ${scope}`;
  const acls = value.alternatives.flatMap((resolved) => {
    const acl = webAclOf(resolved);
    return acl ? [acl.resource] : [];
  });
  const seen = observe(value, { expected }, (resolved) => isArn(resolved, scope));
  return [isSeen(value) ? seen : unseen(seen), ...[...new Set(acls)].flatMap((acl) => scopeOf(acl, scope))];
}

/** A storefront's web ACL has to be judged as well; what somebody else owns is declared, and never a pass. */
function isSeen({ resource, alternatives }: Value): boolean {
  return resource.template.storefront === undefined || alternatives.every((one) => webAclOf(one));
}

function unseen(seen: Observation): Observation {
  if (seen.status !== 'pass') return seen;
  return seen.with({
    status: 'unknown',
    says: `is ${seen.actual}, a web ACL that is not among the templates`,
  });
}

function webAclOf(resolved: Resolved): Reference | undefined {
  return resolved.kind === 'reference' && resolved.resource.type === 'AWS::WAFv2::WebACL'
    ? resolved
    : undefined;
}

function isArn(resolved: Resolved, scope: Scope): Verdict {
  if (resolved.kind === 'reference') return isArnOf(resolved);
  if (resolved.kind === 'literal') return isArnText(String(resolved.value), scope);
  if (resolved.kind !== 'text') return resolved.kind === 'absent' ? false : undefined;
  const known = resolved.parts.map((part) => (typeof part === 'string' ? part : '?')).join('');
  return isArnText(known, scope) || (known.includes('webacl/') ? false : undefined);
}

function isArnOf(reference: Reference): Verdict {
  if (webAclOf(reference)) return reference.attribute === 'Arn';
  return isSupplier(reference.resource) ? undefined : false;
}

function isArnText(text: string, scope: Scope): boolean {
  const isArn = text.startsWith('arn:') && text.includes(':wafv2:');
  const regionFits = text.includes(segment[scope]) || text.includes(':wafv2:?:');
  return isArn && regionFits && text.includes(kind[scope]);
}

function scopeOf(acl: Resource, scope: Scope): readonly Observation[] {
  const seen = expectOneOf(acl.property('Scope'), [scope]);
  const { region } = acl.template;
  // Where the region is open CloudFormation itself refuses a CLOUDFRONT web ACL anywhere else.
  if (scope === 'REGIONAL' || region === undefined || region === globalRegion) return [seen];
  const elsewhere = observation('fail', acl.property('Scope'), { expected: `a stack of ${globalRegion}` });
  return [
    elsewhere.with({ says: `is CLOUDFRONT in a stack of ${region}; expected a stack of ${globalRegion}` }),
  ];
}
