import { randomUUID } from 'node:crypto';
import { packagePath } from '../../../package-root.ts';
import { checkedAnswer, type FunctionAnswer } from './checked-answer.ts';
import { type FunctionEvent, rawQueryOf } from './event.ts';

/** A function and what it is given for one event. */
export interface ProgramProps {
  readonly code: string;
  readonly event: FunctionEvent;
  /** Path and query of the request, as they were sent. */
  readonly target: string;
  /** What the key value store of the function holds, if it is associated with one. */
  readonly keyValues?: Readonly<Record<string, string>> | undefined;
}

/** What became of an event in a function. */
export interface FunctionRun {
  readonly answer: FunctionAnswer;
  /** What the function made of the request's origin, if it changed it. */
  readonly origin?: object;
  /** The lines that the function logged. */
  readonly logged: readonly string[];
}

/** A program for one process of njs, which ends with it: nothing of one event is there for the next. */
export interface Program {
  /** What the process reads from its standard input. */
  readonly text: string;
  /**
   * What it has answered.
   *
   * @throws InvalidAnswer if the function answers what CloudFront does not take
   */
  readonly read: (output: string) => FunctionRun;
}

/** Without its "unsafe" mode, njs evaluates no code at run time; nor does CloudFront. */
export const njsArguments: readonly string[] = [
  '-q',
  '-u',
  '-p',
  packagePath('lib', 'preview', 'edge', 'functions', 'modules'),
  '-',
];

/** Writes the program that runs a function for one event. It adds only what CloudFront adds. */
export function programOf({ code, event, target, keyValues }: ProgramProps): Program {
  const mark = randomUUID();
  const given = JSON.stringify({ mark, keyValues, event, rawQuery: rawQueryOf(target) });
  return {
    // What is given stands before the function's first line, so that line numbers of the engine's errors are those of the function.
    text: `globalThis.palisade = JSON.parse(${JSON.stringify(given)}); ${code}\n${callOfHandler}`,
    read: (output) => runOf(output, mark, event),
  };
}

const callOfHandler = `(function () {
  const given = globalThis.palisade;
  given.event.request.rawQueryString = function () { return given.rawQuery; };
  Promise.resolve(given.event).then(handler).then(function (value) {
    // njs prints at most 2,048 characters of a line.
    const text = JSON.stringify({ what: 'answer', value: value });
    for (let start = 0; start < text.length; start += 1000) {
      console.log(given.mark + '+' + text.slice(start, start + 1000));
    }
  });
})();
`;

function runOf(output: string, mark: string, event: FunctionEvent): FunctionRun {
  const lines = output.split('\n').slice(0, -1);
  const part = `${mark}+`;
  const textsAfter = (start: string) =>
    lines.filter((line) => line.startsWith(start)).map((line) => line.slice(start.length));
  const whole = textsAfter(part).join('');
  const answer = whole === '' ? undefined : JSON.parse(whole).value;
  const told = textsAfter(mark).filter((text) => !text.startsWith('+'));
  const origin = told.map((text) => JSON.parse(text)).findLast(({ what }) => what === 'origin')?.value;
  return {
    answer: checkedAnswer(answer, event),
    ...(origin && { origin }),
    logged: lines.filter((line) => !line.startsWith(mark)),
  };
}
