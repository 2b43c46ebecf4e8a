import type { Fetch } from '../../../../../lambda/shared/http/ask.ts';
import type { Fake } from '../../../fakes/loopback.ts';

/** `fetch` as the kit uses it, but to gateways on loopback: each request goes to the one that stands for its host. */
export function through(...fakes: readonly Pick<Fake, 'route'>[]): Fetch {
  return (url, init) => {
    const request = {
      method: init.method as 'GET' | 'POST',
      url,
      headers: init.headers as Record<string, string>,
      ...(typeof init.body === 'string' && { body: init.body }),
    };
    const routed = fakes.flatMap(({ route }) => {
      try {
        return [route(request)];
      } catch {
        return [];
      }
    })[0];
    if (!routed) throw new Error(`no gateway on loopback stands for ${new URL(url).host}`);
    return fetch(routed.url, { ...init, headers: routed.headers });
  };
}
