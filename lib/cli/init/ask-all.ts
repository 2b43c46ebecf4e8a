import type { Answers } from '../../init/answers.ts';
import type { Dialog } from '../dialog.ts';
import { type Output, UsageError } from '../output.ts';
import { mistakesIn } from './judge-answers.ts';
import { questions, type Said, type Topic, topics, usual } from './questions.ts';
import { fault, readAnswers } from './read-answers.ts';

/** What is known of a new shop before anything is asked. */
export interface Beginning {
  readonly said: Said;
  /** The folder of the shop. */
  readonly folder: string;
  /** Asks for what was not said; without it, the usual is taken. */
  readonly dialog?: Dialog;
}

/** Completes what was said of a new shop. Throws a `UsageError` for an option that no shop can have, and where the person breaks off. */
export async function askAll(
  { said, folder, dialog }: Beginning,
  { err }: Pick<Output, 'err'>,
): Promise<Answers> {
  let known: Said = {};
  for (const topic of topics) {
    const given = said[topic];
    const answer =
      given ??
      (dialog ? await askUntilRight({ topic, known, folder, dialog }, err) : usual(topic, known, folder));
    known = { ...known, [topic]: answer };
    const wrong = wrongWith(known, folder);
    if (wrong) throw wrong;
  }
  return readAnswers(whole(known, folder));
}

interface Question {
  readonly topic: Topic;
  readonly known: Said;
  readonly folder: string;
  readonly dialog: Dialog;
}

async function askUntilRight(
  { topic, known, folder, dialog }: Question,
  err: Output['err'],
): Promise<string> {
  const fallback = usual(topic, known, folder);
  for (;;) {
    const typed = await dialog.ask(`${questions[topic]} [${fallback}]: `);
    if (typed === undefined) throw new UsageError('broken off, nothing was written');
    const answer = typed === '' ? fallback : typed;
    const wrong = wrongWith({ ...known, [topic]: answer }, folder);
    if (!wrong) return answer;
    err(`${wrong.message.replace(`--${topic}: `, '')}\n`);
  }
}

/** The first thing that is wrong with what is known; what is not known yet is taken to be as usual, and not judged. */
function wrongWith(known: Said, folder: string): UsageError | undefined {
  try {
    const mistakes = mistakesIn(readAnswers(whole(known, folder)));
    const first = mistakes.find(({ topic }) => known[topic] !== undefined);
    return first && fault(first.topic, first);
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
}

function whole(known: Said, folder: string): Readonly<Record<Topic, string>> {
  const entries = topics.map((topic) => [topic, known[topic] ?? usual(topic, known, folder)]);
  return Object.fromEntries(entries) as Record<Topic, string>;
}
