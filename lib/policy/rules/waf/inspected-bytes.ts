import bodyLimits from '../../../aws/web-acl-body-limits.json' with { type: 'json' };
import { own } from '../../../cloudformation/model/json.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';

const bytes: Readonly<Record<string, number>> = bodyLimits.bytes;

/** How much of a body is inspected; the least where the template leaves it open. */
export function inspectedBytes(acl: Resource): number {
  if (acl.property('Scope').literal !== 'CLOUDFRONT') return bodyLimits.regionalBytes;
  const limit = acl
    .property('AssociationConfig.RequestBody.CLOUDFRONT.DefaultSizeInspectionLimit')
    .withDefault(bodyLimits.cloudFrontDefault);
  return own(bytes, String(limit.literal)) ?? bodyLimits.regionalBytes;
}
