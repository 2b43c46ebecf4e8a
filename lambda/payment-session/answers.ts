import { type Answer, bare, html, json } from '../shared/http/answer.ts';
import type { Paid } from './pay.ts';
import { isProblem, type Problem, problems } from './problem.ts';
import { doneUrl } from './session-request.ts';

/** Who reads the answer: a script, or a person whose browser shows it. */
export interface Reader {
  readonly wantsJson: boolean;
  readonly shopUrl: string;
}

/** Answers how the payment goes on, or what to do instead. */
export function answerTo(paid: Paid, reader: Reader): Answer {
  if (isProblem(paid)) return answerToProblem(paid, reader);
  if ('taken' in paid) return redirectTo(doneUrl(reader.shopUrl), reader);
  switch (paid.outcome) {
    case 'redirect':
      return redirectTo(paid.url, reader);
    case 'post':
      return reader.wantsJson
        ? json(200, paid)
        : html(200, postPage(paid.url, paid.fields), policy(new URL(paid.url).origin));
    case 'submitted':
      return reader.wantsJson
        ? json(200, { outcome: 'submitted', url: doneUrl(reader.shopUrl) })
        : redirectTo(doneUrl(reader.shopUrl), reader);
    // Whatever a page does with it, it does by a script.
    case 'page':
      return json(200, paid);
  }
}

/** Answers what went wrong and what to do next. */
function answerToProblem({ problem, fields = [], retryAfterSeconds }: Problem, reader: Reader): Answer {
  const { status, title, message, next } = problems[problem];
  const headers = {
    ...(problem === 'method_not_allowed' && { allow: 'POST' }),
    ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
  };
  if (reader.wantsJson) {
    return json(status, { problem, message, ...(fields.length > 0 && { fields }) }, headers);
  }
  const list =
    fields.length > 0 ? `<ul>${fields.map((field) => `<li>${text(field)}</li>`).join('')}</ul>` : '';
  const words = next === 'cart' ? 'Go to the cart' : 'Go back to the checkout';
  const onwards = `<p><a href="${text(`${reader.shopUrl}/${next}/`)}">${words}</a></p>`;
  return html(status, pageOf(title, `<p>${text(message)}</p>${list}${onwards}`), { ...headers, ...policy() });
}

// As the URL parser writes it: whatever stood in the gateway's answer, this is one line of ASCII.
function redirectTo(url: string, { wantsJson }: Reader): Answer {
  const { href } = new URL(url);
  return wantsJson ? json(200, { outcome: 'redirect', url: href }) : bare(303, { location: href });
}

// These pages load nothing, and the one with a form posts it to the gateway that the shopper chose, and nowhere else.
function policy(formTarget = "'none'"): Readonly<Record<string, string>> {
  const directives = ["default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"];
  return { 'content-security-policy': [...directives, `form-action ${formTarget}`].join('; ') };
}

// The content security policy lets no inline script send the form, and a button needs none.
function postPage(url: string, fields: Readonly<Record<string, string>>): string {
  const inputs = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${text(name)}" value="${text(value)}">`,
  );
  const button = '<button type="submit">Continue to payment</button>';
  const form = `<form method="post" action="${text(new URL(url).href)}">${inputs.join('')}${button}</form>`;
  return pageOf('Your order is ready to be paid', `<p>You pay on the next page.</p>${form}`);
}

/** A whole page around some HTML: without script and style, which the content security policy would not run. */
function pageOf(title: string, content: string): string {
  const head = [
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="robots" content="noindex">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${text(title)}</title>`,
  ];
  return `<!doctype html><html lang="en"><head>${head.join('')}</head><body><main><h1>${text(title)}</h1>${content}</main></body></html>\n`;
}

/** Text inside HTML, also inside a quoted attribute. */
function text(value: string): string {
  return value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
