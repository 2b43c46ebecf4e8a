import { createHash } from 'node:crypto';
import { isRecord, type Json } from '../../lib/cloudformation/model/json.ts';
import type { TemplateSource } from '../../lib/cloudformation/model/types.ts';

/** The rule sets whose fixtures are read. */
type Peer = 'guard registry' | 'checkov' | 'trivy' | 'cdk-nag' | 'cfn-lint';

/** What a peer says of its own fixture. */
export interface Case {
  readonly peer: Peer;
  /** The peer's name of its rule. */
  readonly rule: string;
  /** Where the fixture stands, to find it again. */
  readonly name: string;
  readonly templates: readonly TemplateSource[];
  readonly objects: boolean;
  /** The resource that the peer speaks of, where it names one. */
  readonly logicalId?: string;
}

/** A template from the text of a fixture; nothing where it holds no resources. */
export function templateOf(name: string, body: Json): readonly TemplateSource[] {
  if (!isRecord(body) || !isRecord(body['Resources'])) return [];
  const sha256 = createHash('sha256').update(JSON.stringify(body)).digest('hex');
  return [{ name, sha256, body }];
}
