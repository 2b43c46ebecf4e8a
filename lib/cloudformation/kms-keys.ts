import { own } from './model/json.ts';
import type { Truth } from './model/truth.ts';
import type { Reference, Resolved } from './model/types.ts';
import { isSupplier } from './references.ts';

const id = /^(mrk-)?[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}$/;
const arn = /^arn:[^:]+:kms:[^:]*:[^:]*:(key|alias)\/.+$/;
const ofAws = /(^|:)alias\/aws\//;

/** Attributes that name a key, or an alias that stands for one. */
const attributes: Readonly<Record<string, readonly string[]>> = {
  'AWS::KMS::Key': ['Ref', 'Arn', 'KeyId'],
  'AWS::KMS::ReplicaKey': ['Ref', 'Arn', 'KeyId'],
  'AWS::KMS::Alias': ['Ref'],
};

/** Whether it is a KMS key, of the customer or of AWS. */
export function isKmsKey(resolved: Resolved): Truth {
  return isKey(resolved, isKeyText);
}

/** Whether it is a KMS key that the customer manages, not one of AWS under an alias such as `alias/aws/sns`. */
export function isCustomerManagedKey(resolved: Resolved): Truth {
  return isKey(resolved, (text) => isKeyText(text) && !ofAws.test(text));
}

function isKey(resolved: Resolved, isRight: (text: string) => boolean): Truth {
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

function isKeyReference({ resource, attribute }: Reference): Truth {
  if (isSupplier(resource)) return undefined;
  return own(attributes, resource.type)?.includes(attribute) ?? false;
}

function isKeyText(text: string): boolean {
  return id.test(text) || arn.test(text) || /^alias\/.+/.test(text);
}
