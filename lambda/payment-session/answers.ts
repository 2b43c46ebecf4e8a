import { type Answer, bare, json } from '../shared/http/answer.ts';
import { pageAnswer, paragraph, text } from '../shared/http/page.ts';
import { problemAnswer } from '../shared/http/problem.ts';
import type { Reader } from '../shared/http/reader.ts';
import type { Paid } from './pay.ts';
import { isProblem, type Problem, problems } from './problem.ts';
import { doneUrl } from './session-request.ts';

/** Answers how the payment goes on, or what to do instead. */
export function answerTo(paid: Paid, reader: Reader): Answer {
  if (isProblem(paid)) return answerToProblem(paid, reader);
  if ('taken' in paid) return redirectTo(doneUrl(reader.shopUrl), reader);
  switch (paid.outcome) {
    case 'redirect':
      return redirectTo(paid.url, reader);
    case 'post':
      return reader.wantsJson ? json(200, paid) : postPage(paid, reader);
    case 'paid':
    case 'authorised':
    case 'pending':
      return reader.wantsJson
        ? json(200, { outcome: paid.outcome, url: doneUrl(reader.shopUrl) })
        : redirectTo(doneUrl(reader.shopUrl), reader);
    case 'challenge':
      return json(200, { outcome: 'challenge', challenge: paid.challenge, url: doneUrl(reader.shopUrl) });
    // Whatever a page does with it, it does by a script.
    case 'page':
      return json(200, paid);
  }
}

/** Answers what went wrong and what to do next. */
function answerToProblem({ problem, errors, retryAfterSeconds }: Problem, reader: Reader): Answer {
  const told = { code: problem, ...problems[problem], ...(errors && { errors }) };
  return problemAnswer(told, reader, {
    ...(problem === 'method_not_allowed' && { allow: 'POST' }),
    ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
  });
}

// As the URL parser writes it: whatever stood in the gateway's answer, this is one line of ASCII.
function redirectTo(url: string, { wantsJson }: Reader): Answer {
  const { href } = new URL(url);
  return wantsJson ? json(200, { outcome: 'redirect', url: href }) : bare(303, { location: href });
}

/** The content security policy lets no inline script send the form, and a button needs none. */
function postPage({ url, fields }: Extract<Paid, { outcome: 'post' }>, reader: Reader): Answer {
  const { say } = reader.words;
  const inputs = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${text(name)}" value="${text(value)}">`,
  );
  const button = `<button type="submit">${text(say('page.ready.button'))}</button>`;
  const { href, origin } = new URL(url);
  return pageAnswer(200, reader.words, {
    title: say('page.ready.title'),
    content: [
      paragraph(say('page.ready.text')),
      `<form method="post" action="${text(href)}">${inputs.join('')}${button}</form>`,
    ],
    formTarget: origin,
  });
}
