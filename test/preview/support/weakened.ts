import type { DeployedResource } from '../../../lib/preview/deployed-resources.ts';
import { startListener } from '../../../lib/preview/edge/listener/start-listener.ts';
import { createEndings } from '../../../lib/preview/endings.ts';
import { openFront } from '../../../lib/preview/front.ts';
import type { Preview } from '../../../lib/preview/preview.ts';
import type { Responder, ViewerRequest } from '../../../lib/preview/responder.ts';

/** Another edge in front of the same deployed shop. */
export interface OtherFront {
  readonly url: string;
  /** What it was asked for. */
  readonly requests: readonly ViewerRequest[];
  readonly stop: () => Promise<void>;
}

type Properties = Readonly<Record<string, unknown>>;

/** Changes the properties of every resource of a type. */
export interface Weakening {
  readonly type: string;
  readonly change: (properties: Properties) => unknown;
}

/** Opens the edge that the resources would make if some of them protected less; without a weakening, as they were deployed. */
export async function openOtherFront(
  { emulator, resources, engine, gateways }: Preview,
  domain: string,
  weakening?: Weakening,
): Promise<OtherFront> {
  const endings = createEndings();
  const { respond, distribution } = await openFront({
    endpoint: emulator.endpoint,
    resources: weakening ? resources.map((resource) => weakened(resource, weakening)) : resources,
    engine,
    tell: () => undefined,
    endings,
  });
  const requests: ViewerRequest[] = [];
  const recorded: Responder = (request) => {
    requests.push(request);
    return respond(request);
  };
  const responders = new Map([...Object.entries(gateways.responders), [domain, recorded] as const]);
  const listener = await startListener({
    port: 0,
    shop: domain,
    responders,
    distribution,
    tell: () => undefined,
  });
  endings.add(listener.close);
  return { url: listener.names.originOf(domain), requests, stop: endings.end };
}

function weakened(resource: DeployedResource, { type, change }: Weakening): DeployedResource {
  if (resource.type !== type) return resource;
  return { ...resource, properties: change(structuredClone(resource.properties)) as Properties };
}
