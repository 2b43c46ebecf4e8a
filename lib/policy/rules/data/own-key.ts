import { own } from '../../../cloudformation/model/json.ts';
import type { Reference, Resolved, Value } from '../../../cloudformation/model/types.ts';
import { isSupplier } from '../../../cloudformation/references.ts';
import { observe, type Verdict } from '../../expect.ts';
import type { Observation } from '../../observation.ts';

const id = /^(mrk-)?[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}$/;
const arn = /^arn:[^:]+:kms:[^:]*:[^:]*:(key|alias)\/.+$/;
const ofAws = /(^|:)alias\/aws\//;

/** Attributes that name a key, or an alias that stands for one. */
const attributes: Readonly<Record<string, readonly string[]>> = {
  'AWS::KMS::Key': ['Ref', 'Arn', 'KeyId'],
  'AWS::KMS::ReplicaKey': ['Ref', 'Arn', 'KeyId'],
  'AWS::KMS::Alias': ['Ref'],
};

/** Requires a key that the customer manages: its policy says who may decrypt, and its uses are logged. */
export function expectOwnKey(value: Value): Observation {
  return observe(value, { expected: 'a customer managed KMS key' }, (resolved) =>
    isKey(resolved, (text) => isKeyText(text) && !ofAws.test(text)),
  );
}

/** Requires a KMS key, of the customer or of AWS. */
export function expectKey(value: Value): Observation {
  return observe(value, { expected: 'a KMS key' }, (resolved) => isKey(resolved, isKeyText));
}

function isKey(resolved: Resolved, isRight: (text: string) => boolean): Verdict {
  switch (resolved.kind) {
    case 'absent':
      return false;
    case 'unknown':
      return undefined;
    case 'reference':
      return isKeyReference(resolved);
    case 'literal':
      return isRight(String(resolved.value));
    case 'text':
      return isRight(resolved.parts.map((part) => (typeof part === 'string' ? part : 'open')).join(''));
  }
}

function isKeyReference({ resource, attribute }: Reference): Verdict {
  if (isSupplier(resource)) return undefined;
  return own(attributes, resource.type)?.includes(attribute) ?? false;
}

function isKeyText(text: string): boolean {
  return id.test(text) || arn.test(text) || /^alias\/.+/.test(text);
}
