import { type Answer, bare, json } from '../shared/http/answer.ts';
import { type Hearer, problemAnswer } from '../shared/http/problem.ts';
import { isTextName } from '../shared/texts/texts.ts';
import { list, pageAnswer, paragraph, text } from './page.ts';
import type { Paid } from './pay.ts';
import { isProblem, type Problem, problems } from './problem.ts';
import { doneUrl } from './session-request.ts';

/** Who reads the answer: a script, or a person whose browser shows it. */
export interface Reader extends Hearer {
  readonly wantsJson: boolean;
}

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
function answerToProblem({ problem, errors = [], retryAfterSeconds }: Problem, reader: Reader): Answer {
  const { status, next } = problems[problem];
  const headers = {
    ...(problem === 'method_not_allowed' && { allow: 'POST' }),
    ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
  };
  if (reader.wantsJson) return problemAnswer({ code: problem, status, errors }, reader, headers);
  const { say } = reader.words;
  const fields = errors.flatMap(({ field }) => labelOf(field, reader));
  return pageAnswer(status, reader, {
    title: say(`problem.${problem}.title`),
    content: [
      paragraph(say(`problem.${problem}.detail`)),
      ...(fields.length > 0 ? [list(fields)] : []),
      `<p><a href="${text(`${reader.shopUrl}/${next}/`)}">${text(say(`page.to_${next}`))}</a></p>`,
    ],
    headers,
  });
}

// What is no field of the form has no name that a shopper knows.
function labelOf(field: string, { words }: Reader): readonly string[] {
  const name = `field.${field}`;
  return isTextName(name) ? [words.say(name)] : [];
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
  return pageAnswer(200, reader, {
    title: say('page.ready.title'),
    content: [
      paragraph(say('page.ready.text')),
      `<form method="post" action="${text(href)}">${inputs.join('')}${button}</form>`,
    ],
    formTarget: origin,
  });
}
