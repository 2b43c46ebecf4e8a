import { type DeployedShop, deployShop } from './deployed-shop.ts';
import { createEndings, type Endings } from './endings.ts';
import { openInternet } from './internet.ts';
import { secretOf } from './made-up-secret.ts';
import type { PreviewedShop } from './previewed-shop.ts';
import type { Responder } from './responder.ts';
import { stageSecrets } from './stage-secrets.ts';

export interface PreviewProps {
  readonly shop: PreviewedShop;
  /** Told what is done next, for whoever waits. */
  readonly tell: (sentence: string) => void;
  /** Breaks the start off. */
  readonly signal: AbortSignal;
}

/** A shop that is deployed to this machine. It ends with this process at the latest. */
export interface Preview extends DeployedShop {
  /** Settles when the emulator has ended, whoever ended it. */
  readonly ended: Promise<void>;
  /** Ends every process, closes every port and removes every file of it. */
  readonly stop: () => Promise<void>;
}

/**
 * Deploys a shop to this machine and opens it. Throws an error for people where this machine or the shop is not fit for it, and what
 * the signal holds where it was broken off; nothing is left of it then.
 */
export async function startPreview(props: PreviewProps): Promise<Preview> {
  const endings = createEndings();
  const broken = new AbortController();
  endings.add(() => broken.abort());
  try {
    const signal = AbortSignal.any([props.signal, broken.signal]);
    return await open({ ...props, signal }, endings);
  } catch (error) {
    broken.abort();
    await endings.end();
    throw error;
  }
}

async function open({ shop, tell, signal }: PreviewProps, endings: Endings): Promise<Preview> {
  const responders: Record<string, Responder> = {};
  const internet = await openInternet((request) => {
    const respond = responders[request.url.host];
    if (!respond) throw new Error(`nothing on this machine stands in for ${request.url.host}`);
    return respond(request);
  });
  endings.add(internet.stop);
  const hosts = Object.fromEntries(Object.keys(responders).map((host) => [host, internet.origin]));
  const deployed = await deployShop({ shop, hosts, tell, signal, endings });
  const { endpoint, ended } = deployed.emulator;

  tell('Staging made-up keys of the gateways');
  const { gateways } = shop.settings.payments;
  const secrets = Object.fromEntries(gateways.map(({ name }) => [name, secretOf(name)]));
  await stageSecrets({ shop, secrets, endpoint, signal, isShown: false });
  return { ...deployed, ended, stop: endings.end };
}
