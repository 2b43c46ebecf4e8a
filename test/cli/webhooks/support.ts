import type { Secret } from '../../../lambda/gateways/gateway.ts';
import { labels } from '../../../lambda/gateways/rotation/labels.ts';
import { createSend, type Send } from '../../../lambda/shared/http/send.ts';
import type { SecretClient } from '../../../lambda/shared/secrets/secret-client.ts';
import type { ExitCode, Output } from '../../../lib/cli/output.ts';
import { gatewaySecret } from '../../../lib/cli/secret/gateway-secret.ts';
import { applySetup } from '../../../lib/cli/webhooks/apply.ts';
import { callbackAddress } from '../../../lib/cli/webhooks/setup-report.ts';
import { subscriptionOf } from '../../../lib/cli/webhooks/subscription.ts';
import type { Fake } from '../../lambda/fakes/loopback.ts';
import { accountOf } from '../../lambda/gateways/support/accounts.ts';
import type { Run } from '../../support/run.ts';
import { runInProcess } from '../support.ts';

/** Stands in every secret here: whoever finds it in an output has found a leak. */
export const marker = 'c0ffee';

/** The callback address of the shop whose gateway is set up. */
export const addressOf = (gateway: string) => callbackAddress('shop.example', gateway);

/** Sends to a fake what is meant for its gateway, without pauses. */
export function sendThrough(fake: Fake): Send {
  return createSend({
    fetch: (url, { method, headers, body, ...init }) => {
      const request = { method, url, headers, body } as Parameters<Fake['route']>[0];
      const routed = fake.route(request);
      return fetch(routed.url, {
        ...init,
        method: routed.method,
        headers: routed.headers,
        body: body ?? null,
      });
    },
    wait: async () => undefined,
  });
}

/** A secret in memory, of which a version with one label is kept for each label. */
export interface StoredSecret {
  readonly client: SecretClient;
  readonly withLabel: (label: string) => Secret | undefined;
  /** How many versions were written. */
  readonly writes: () => number;
  /** Makes the next write fail. */
  readonly failNext: () => void;
}

/** Keeps a secret as Secrets Manager does, as far as a person's commands look at it. */
export function storedSecret(current?: Secret, createdAt = new Date(0)): StoredSecret {
  const versions = new Map<string, { readonly text: string; readonly version: string }>();
  if (current) versions.set(labels.current, { text: JSON.stringify(current), version: 'v0' });
  let writes = 0;
  let isFailing = false;
  const labelsByVersion = () => {
    const found = new Map<string, string[]>();
    for (const [label, { version }] of versions) found.set(version, [...(found.get(version) ?? []), label]);
    return found;
  };
  const client: SecretClient = {
    describe: async () => ({
      isRotationEnabled: true,
      versions: labelsByVersion(),
    }),
    read: () => Promise.reject(new Error('who stages keys reads none')),
    write: async ({ text, labels: given }) => {
      if (isFailing) throw new Error('the write failed');
      writes += 1;
      for (const label of given) versions.set(label, { text, version: `v${writes}` });
    },
    moveLabel: async () => undefined,
    creationDates: async () => new Map([...versions.values()].map(({ version }) => [version, createdAt])),
    startRotation: async () => undefined,
  };
  return {
    client,
    withLabel: (label) => {
      const found = versions.get(label);
      return found && JSON.parse(found.text);
    },
    writes: () => writes,
    failNext: () => {
      isFailing = true;
    },
  };
}

/** Sets a gateway up with what a person pipes in. */
export function apply(name: string, fake: Fake, stored: StoredSecret, given: object): Promise<Run> {
  const kept = { name: `boutique-prod/gateways/${name}`, client: stored.client, what: 'it' };
  const secret = gatewaySecret(accountOf(name).config, kept);
  const { events } = subscriptionOf(name);
  const setup = { secret, address: addressOf(name), events, send: sendThrough(fake) };
  return runInProcess(
    (output: Output): Promise<ExitCode> =>
      applySetup(setup, { ...output, readInput: () => JSON.stringify(given) }),
  );
}
