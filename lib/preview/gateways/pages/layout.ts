import { escapedHtml } from '../../../escaped-html.ts';
import type { GatewayAnswer } from '../gateway-request.ts';

const style = `
  body { font: 1rem/1.5 system-ui, sans-serif; color: #1b1b1b; background: #fff; margin: 2rem auto; max-width: 60rem; padding: 0 1rem }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem }
  dt { font-weight: 600 } dd { margin: 0 }
  fieldset { margin: 1rem 0 } label { display: block; padding: .25rem 0 }
  button { font: inherit; padding: .5rem 1rem; margin: .25rem .5rem .25rem 0 }
  table { border-collapse: collapse } th, td { text-align: left; padding: .25rem .75rem .25rem 0; vertical-align: top }
  .note { border-left: .25rem solid #8a5a00; padding-left: .75rem }
  .error { border-left: .25rem solid #a40000; padding-left: .75rem }
`;

/** A page of a fake gateway, which says of itself what it is. */
export function page(title: string, content: string, status = 200): GatewayAnswer {
  const body = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapedHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escapedHtml(title)}</h1>
${content}
</main>
</body>
</html>
`;
  return {
    status,
    body,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      'cache-control': 'no-store',
    },
  };
}

/** Sends the browser on. */
export function seeOther(location: string): GatewayAnswer {
  return { status: 303, body: '', headers: { location, 'cache-control': 'no-store' } };
}

/** An amount as a person reads it. */
export function readable(decimal: string, currency: string): string {
  return `${currency} ${decimal}`;
}
