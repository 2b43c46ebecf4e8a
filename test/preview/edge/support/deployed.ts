import type { TemplateSource } from '../../../../lib/cloudformation/model/types.ts';
import type { DeployedResource } from '../../../../lib/preview/deployed-resources.ts';
import type { SynthesizedTemplate } from '../../../support/synth.ts';

const account = '111111111111';

/** What the emulator would tell of an edge stack, with every reference resolved in AWS's form. */
export function deployedEdge(sources: readonly TemplateSource[]): readonly DeployedResource[] {
  const source = sources.find(({ name }) => name.includes('-edge.'));
  if (!source) throw new Error('these are the templates of no shop with an edge');
  const { Resources } = source.body as unknown as SynthesizedTemplate;
  const resolve = resolver(Resources);
  return Object.entries(Resources).map(([logicalId, { Type, Properties }]) => ({
    account,
    region: 'us-east-1',
    stack: 'boutique-prod-edge',
    stackStatus: 'CREATE_COMPLETE',
    logicalId,
    type: Type,
    physicalId: Type.endsWith('KeyValueStore')
      ? `arn:aws:cloudfront::${account}:key-value-store/${logicalId}`
      : logicalId,
    properties: resolve(Properties ?? {}) as DeployedResource['properties'],
  }));
}

/** What each function of CloudFormation comes to. */
function resolver(resources: SynthesizedTemplate['Resources']): (value: unknown) => unknown {
  const attributes: Readonly<Record<string, (id: string) => string>> = {
    FunctionARN: (id) => `arn:aws:cloudfront::${account}:function/${resources[id]?.Properties.Name}`,
    Arn: (id) => `arn:aws:cloudfront::${account}:key-value-store/${id}`,
  };
  const functions: Readonly<Record<string, (given: unknown) => unknown>> = {
    Ref: (id) => id,
    'Fn::GetAtt': (given) => {
      const [id = '', name = ''] = given as readonly string[];
      return attributes[name]?.(id) ?? `${id}.${name}`;
    },
    'Fn::Join': JSON.stringify,
    'Fn::GetStackOutput': JSON.stringify,
  };
  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolve);
    if (typeof value !== 'object' || value === null) return value;
    const [[name, given] = ['', undefined]] = Object.entries(value);
    return (
      functions[name]?.(given) ??
      Object.fromEntries(Object.entries(value).map(([key, part]) => [key, resolve(part)]))
    );
  };
  return resolve;
}

/** The resources with one of them changed, as a weakened template would have deployed it. */
export function changed(
  resources: readonly DeployedResource[],
  type: string,
  // biome-ignore lint/suspicious/noExplicitAny: a test changes what it likes.
  change: (properties: any) => void,
): readonly DeployedResource[] {
  return resources.map((resource) => {
    if (!resource.type.endsWith(`::${type}`)) return resource;
    const properties = structuredClone(resource.properties);
    change(properties);
    return { ...resource, properties };
  });
}
