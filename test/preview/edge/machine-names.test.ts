import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { machineNames } from '../../../lib/preview/edge/machine-names.ts';
import { type Answer, type ViewerRequest, viewerRequest } from '../../../lib/preview/responder.ts';

const shop = 'shop.boutique.example';
const hosts = [shop, 'www.boutique.example', 'js.stripe.com', 'checkout.adyen.com'];
const names = machineNames({ shop, hosts, port: 8443 });

/** What a responder behind the translation was asked. */
async function askedWith(props: Parameters<typeof viewerRequest>[0]): Promise<ViewerRequest> {
  let seen: ViewerRequest | undefined;
  const translated = names.translate(async (request) => {
    seen = request;
    return { status: 204, headers: {}, body: '' };
  });
  await translated(viewerRequest(props));
  if (!seen) throw new Error('nobody was asked');
  return seen;
}

/** What a browser is answered for an answer behind the translation. */
async function answered(answer: Partial<Answer>): Promise<Answer> {
  const responder = async () => ({ status: 200, headers: {}, body: '', ...answer });
  return names.translate(responder)(viewerRequest({ url: 'https://localhost:8443/' }));
}

describe('a host of this machine', () => {
  test.each([
    ['localhost:8443', shop],
    ['LOCALHOST:8443', shop],
    ['js.stripe.com.localhost:8443', 'js.stripe.com'],
    ['localhost:8444', undefined],
    ['localhost', undefined],
    [shop, undefined],
    ['localhost.stranger.example:8443', undefined],
  ])('%s is %s in the real world', (host, real) => {
    expect(names.realHost(viewerRequest({ url: 'https://x.example/', headers: { host } }))).toBe(real);
  });

  test('is where a browser finds the real one', () => {
    expect(names.originOf(shop)).toBe('https://localhost:8443');
    expect(names.originOf('js.stripe.com')).toBe('https://js.stripe.com.localhost:8443');
  });
});

describe('a request', () => {
  test('reaches the responder with real names in its headers and its address', async () => {
    const { url, target, headers } = await askedWith({
      url: 'https://localhost:8443/go?to=https%3A%2F%2Fjs.stripe.com.localhost%3A8443%2Fx',
      headers: { origin: 'https://localhost:8443', referer: 'https://js.stripe.com.localhost:8443/pay' },
    });
    expect(url.href).toBe(`https://${shop}/go?to=https%3A%2F%2Fjs.stripe.com%2Fx`);
    expect(target).toBe('/go?to=https%3A%2F%2Fjs.stripe.com%2Fx');
    expect(headers).toEqual({
      host: [shop],
      origin: [`https://${shop}`],
      referer: ['https://js.stripe.com/pay'],
    });
  });

  test('has real names in a body that is a text, and its length is that of the new one', async () => {
    const { body, headers } = await askedWith({
      url: 'https://localhost:8443/csp-report',
      method: 'POST',
      headers: { 'content-type': 'application/csp-report' },
      body: '{"document-uri":"https://localhost:8443/cart/"}',
    });
    expect(body.toString()).toBe(`{"document-uri":"https://${shop}/cart/"}`);
    expect(headers['content-length']).toEqual([String(body.length)]);
  });

  test('has the bytes of any other body', async () => {
    const body = 'https://localhost:8443/';
    const asked = await askedWith({
      url: 'https://localhost:8443/',
      headers: { 'content-type': 'image/png' },
      body,
    });
    expect(asked.body.toString()).toBe(body);
  });
});

describe('an answer', () => {
  test('lets the page talk to the hosts of this machine', async () => {
    const policy = `script-src 'self' https://js.stripe.com https://*.adyen.com https://*.paypal.com; report-uri https://${shop}:443/csp`;
    const { headers } = await answered({ headers: { 'content-security-policy': policy } });
    expect(headers['content-security-policy']).toBe(
      "script-src 'self' https://js.stripe.com.localhost:8443 https://*.adyen.com.localhost:8443 https://*.paypal.com; report-uri https://localhost:8443/csp",
    );
  });

  test('redirects within this machine', async () => {
    const { headers } = await answered({ status: 303, headers: { location: `https://${shop}/checkout/` } });
    expect(headers['location']).toBe('https://localhost:8443/checkout/');
  });

  test('sets cookies for the names of this machine', async () => {
    const cookies = [`a=1; Domain=${shop}; Secure`, 'b=2; Domain=adyen.com', 'c=3; Domain=stranger.example'];
    const { headers } = await answered({ headers: { 'set-cookie': cookies } });
    expect(headers['set-cookie']).toEqual([
      'a=1; Domain=localhost; Secure',
      'b=2; Domain=adyen.com.localhost',
      'c=3; Domain=stranger.example',
    ]);
  });

  test('has the addresses of this machine in its text, and mail addresses and longer names as they are', async () => {
    const text = `ü <a href="https://${shop}/">${shop}</a> ops@${shop} https://origin.${shop}/ https:\\/\\/js.stripe.com\\/v3`;
    const { body } = await answered({ headers: { 'content-type': 'text/html' }, body: text });
    expect(Buffer.from(body).toString()).toBe(
      `ü <a href="https://localhost:8443/">${shop}</a> ops@${shop} https://origin.${shop}/ https:\\/\\/js.stripe.com.localhost:8443\\/v3`,
    );
  });

  test('has them in a compressed text, too', async () => {
    const { body } = await answered({
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body: gzipSync(`"https://${shop}/"`),
    });
    expect(gunzipSync(Buffer.from(body)).toString()).toBe('"https://localhost:8443/"');
  });
});

describe('the hash of a file in a page', () => {
  const script = `load('https://js.stripe.com/v3/');`;
  const hashOf = (text: string) => `sha384-${createHash('sha384').update(text).digest('base64')}`;
  const pageWith = (hash: string) => `<script src="/client.js" integrity="${hash}"></script>`;

  /** A page with a hash, and the script that a browser gets beside it. */
  async function opened(hash: string) {
    const translated = names.translate(async ({ target }) => {
      const isPage = target === '/';
      return {
        status: 200,
        headers: {
          'content-type': isPage ? 'text/html' : 'text/javascript',
          'content-security-policy': `script-src '${hash}'`,
        },
        body: isPage ? pageWith(hash) : script,
      };
    });
    const [page, file] = await Promise.all(
      ['/', '/client.js'].map((path) => translated(viewerRequest({ url: `https://localhost:8443${path}` }))),
    );
    return { page, served: Buffer.from(file?.body ?? '').toString() };
  }

  test('is that of the file as this machine serves it, in the page and in its policy', async () => {
    const { page, served } = await opened(hashOf(script));
    expect(served).toBe("load('https://js.stripe.com.localhost:8443/v3/');");
    expect(String(page?.body)).toBe(pageWith(hashOf(served)));
    expect(page?.headers['content-security-policy']).toBe(`script-src '${hashOf(served)}'`);
  });

  test('stays what it is where the file is another one', async () => {
    const { page } = await opened(hashOf('another script'));
    expect(String(page?.body)).toBe(pageWith(hashOf('another script')));
  });
});

describe('a script that is pinned by a hash, and is a fake here', () => {
  const hash = (text: string) => `sha384-${createHash('sha384').update(text).digest('base64')}`;
  const real = 'the real script';
  const fake = "ask('https://checkout.adyen.com/ü');";
  const here = "ask('https://checkout.adyen.com.localhost:8443/ü');";
  const client = `load('/adyen.js', '${hash(real)}');`;
  const files: Readonly<Record<string, string>> = {
    '/': `<script src="/client.js" integrity="${hash(client)}"></script>`,
    '/client.js': client,
    '/adyen.js': real,
    '/of-the-gateway.js': fake,
  };

  async function served(path: string, pinned = [{ gateway: 'adyen', integrity: hash(real), fake }]) {
    const respond = machineNames({ shop, hosts, port: 8443, pinned }).translate(async ({ target }) => ({
      status: 200,
      headers: { 'content-type': target === '/' ? 'text/html' : 'text/javascript' },
      body: files[target] ?? '',
    }));
    const { body } = await respond(viewerRequest({ url: `https://localhost:8443${path}` }));
    return Buffer.from(body).toString();
  }

  test('is the fake where the shop serves a copy of its own, and where the gateway serves it', async () => {
    expect(await served('/adyen.js')).toBe(here);
    expect(await served('/of-the-gateway.js')).toBe(here);
  });

  test('is pinned by the hash of the fake, and the file that says so by its own new one', async () => {
    const changed = client.replace(hash(real), hash(here));
    expect(await served('/client.js')).toBe(changed);
    expect(await served('/')).toContain(hash(changed));
  });

  test('keeps its pin in a shop that does not use the gateway', async () => {
    expect(await served('/client.js', [])).toBe(client);
    expect(await served('/adyen.js', [])).toBe(real);
  });
});
