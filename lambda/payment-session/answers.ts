import { type Answer, bare, json } from '../shared/http/answer.ts';
import { pageAnswer, paragraph, text } from '../shared/http/page.ts';
import { problemAnswer } from '../shared/http/problem.ts';
import type { Reader } from '../shared/http/reader.ts';
import { areEncrypted, confirmationPage } from './confirmation-page.ts';
import { isProblem, type Problem, problems } from './problem.ts';
import type { ShopAddresses } from './session-request.ts';
import type { Paid } from './take-order.ts';

/** Who reads an answer about a payment, and where the shop goes on. */
export type PaymentReader = Reader & Pick<ShopAddresses, 'checkoutUrl' | 'returnUrl' | 'cartUrl'>;

/** Answers how the payment goes on, or what to do instead. */
export function answerTo(paid: Paid, reader: PaymentReader): Answer {
  if (isProblem(paid)) return answerToProblem(paid, reader);
  if ('taken' in paid) return redirectTo(reader.returnUrl, reader);
  if ('unconfirmed' in paid) return confirmationPage(paid.unconfirmed, reader);
  switch (paid.outcome) {
    case 'redirect':
      return redirectTo(paid.url, reader);
    case 'post':
      return reader.wantsJson ? json(200, paid) : postPage(paid, reader);
    case 'paid':
    case 'authorised':
    case 'pending':
      return reader.wantsJson
        ? json(200, { outcome: paid.outcome, url: reader.returnUrl })
        : redirectTo(reader.returnUrl, reader);
    case 'challenge':
      return json(200, { outcome: 'challenge', challenge: paid.challenge, url: reader.returnUrl });
    // Whatever a page does with it, it does by a script.
    case 'page':
      return json(200, paid);
  }
}

/** Answers what went wrong and what to do next. */
function answerToProblem(
  { problem, errors, ways, allow, retryAfterSeconds }: Problem,
  reader: PaymentReader,
): Answer {
  const told = {
    code: problem,
    ...problems[problem],
    checkoutUrl: reader.checkoutUrl,
    cartUrl: reader.cartUrl,
    ...(errors && { errors }),
    ...(ways && { ways }),
  };
  return problemAnswer(told, reader, {
    ...(allow !== undefined && { allow }),
    ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
  });
}

// As the URL parser writes it: whatever stood in the gateway's answer, this is one line of ASCII.
function redirectTo(url: string, { wantsJson }: Reader): Answer {
  const { href } = new URL(url);
  return wantsJson ? json(200, { outcome: 'redirect', url: href }) : bare(303, { location: href });
}

/** The content security policy lets no inline script send the form, and a button needs none. */
function postPage({ url, fields }: Extract<Paid, { outcome: 'post' }>, reader: PaymentReader): Answer {
  const { say } = reader.words;
  const inputs = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${text(name)}" value="${text(value)}">`,
  );
  const button = `<button type="submit">${text(say('page.ready.button'))}</button>`;
  const { href, origin, host } = new URL(url);
  return pageAnswer(200, reader.words, {
    title: say('page.ready.title'),
    content: [
      paragraph(say('page.ready.text')),
      ...(areEncrypted(url, reader.checkoutUrl) ? [paragraph(say('page.ready.secure', { host }))] : []),
      `<form method="post" action="${text(href)}">${inputs.join('')}${button}</form>`,
    ],
    formTargets: [origin],
  });
}
