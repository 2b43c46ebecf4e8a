/** Reports as browsers send them, about one shop; tests change what they are about. */

/** `report-uri` of Chrome: an inline script. */
export const chromeLegacy = {
  'csp-report': {
    'document-uri': 'https://shop.boutique.example/checkout/?name=Jane%20Doe',
    referrer: 'https://shop.boutique.example/cart/',
    'violated-directive': 'script-src-elem',
    'effective-directive': 'script-src-elem',
    'original-policy': "default-src 'none'; script-src 'self'; report-uri /csp-report",
    disposition: 'enforce',
    'blocked-uri': 'inline',
    'line-number': 12,
    'source-file': 'https://shop.boutique.example/checkout/',
    'status-code': 200,
    'script-sample': 'fetch("https://evil.ex',
  },
};

/** `report-uri` of Firefox: a script of another host. */
export const firefoxLegacy = {
  'csp-report': {
    'blocked-uri': 'https://evil.example/skim.js?shopper=jane',
    'column-number': 9,
    disposition: 'enforce',
    'document-uri': 'https://shop.boutique.example/products/mug/',
    'effective-directive': 'script-src-elem',
    'line-number': 1,
    'original-policy': "default-src 'none'; script-src 'self'",
    referrer: '',
    'source-file': 'https://shop.boutique.example/products/mug/',
    'status-code': 200,
    'violated-directive': 'script-src-elem',
  },
};

/** One report of the Reporting API, as Chrome lists them. */
export function listed(body: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return {
    age: 421,
    body: {
      blockedURL: 'https://evil.example/collect?card=1',
      columnNumber: 4,
      disposition: 'enforce',
      documentURL: 'https://shop.boutique.example/checkout/',
      effectiveDirective: 'connect-src',
      lineNumber: 7,
      originalPolicy: "default-src 'none'",
      referrer: '',
      sample: '',
      sourceFile: 'https://shop.boutique.example/assets/js/pages/checkout.js',
      statusCode: 200,
      ...body,
    },
    type: 'csp-violation',
    url: 'https://shop.boutique.example/checkout/',
    user_agent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/143.0.0.0 Safari/537.36',
  };
}
