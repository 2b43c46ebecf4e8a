import { isList, isRecord, type Json, own } from './model/json.ts';
import { all, some, type Truth } from './model/truth.ts';
import { isMadeOf } from './wildcards.ts';

/** Whether a log event fulfils a pattern, or a part of one. */
type Test = (event: Json) => Truth;

/**
 * A pattern for events in JSON, as metric filters of CloudWatch Logs have it; nothing for a text that is none, or that uses what
 * this reader does not know.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html, read on 2026-11-29.
 */
export function filterPattern(text: string): Test | undefined {
  const [, inner] = /^\s*\{(.*)\}\s*$/s.exec(text) ?? [];
  const words = inner === undefined ? undefined : wordsOf(inner);
  if (!words) return undefined;
  const reader = new PatternReader(words);
  const test = reader.either();
  return reader.isAtEnd ? test : undefined;
}

const word = /\s*(\|\||&&|\(|\)|!=|>=|<=|=|>|<|"[^"]*"|[^\s()=<>!&|"]+)/y;

/** The words of a pattern; nothing where some text is no word. */
function wordsOf(text: string): readonly string[] | undefined {
  const words: string[] = [];
  word.lastIndex = 0;
  let at = 0;
  for (let found = word.exec(text); found; found = word.exec(text)) {
    words.push(found[1] ?? '');
    at = word.lastIndex;
  }
  return text.slice(at).trim() === '' ? words : undefined;
}

/** Reads a pattern from left to right; `&&` binds closer than `||`. */
class PatternReader {
  private readonly words: readonly string[];
  private next = 0;

  constructor(words: readonly string[]) {
    this.words = words;
  }

  get isAtEnd(): boolean {
    return this.next === this.words.length;
  }

  either(): Test | undefined {
    return this.joined('||', () => this.both(), some);
  }

  private both(): Test | undefined {
    return this.joined('&&', () => this.one(), all);
  }

  private joined(
    by: string,
    read: () => Test | undefined,
    join: (truths: readonly Truth[]) => Truth,
  ): Test | undefined {
    const tests: Test[] = [];
    do {
      const test = read();
      if (!test) return undefined;
      tests.push(test);
    } while (this.takes(by));
    return (event) => join(tests.map((test) => test(event)));
  }

  private one(): Test | undefined {
    if (!this.takes('(')) return this.comparison();
    const test = this.either();
    return this.takes(')') ? test : undefined;
  }

  private comparison(): Test | undefined {
    const steps = selectorSteps(this.take() ?? '');
    const operator = this.take();
    const operand = this.take();
    if (!steps || operator === undefined || operand === undefined) return undefined;
    if (operator === 'NOT')
      return operand === 'EXISTS' ? (event) => valueAt(event, steps) === undefined : undefined;
    if (operator === 'IS') return own(states, operand)?.(steps);
    return comparing(operator, operand, steps);
  }

  private take(): string | undefined {
    const taken = this.words[this.next];
    if (taken !== undefined) this.next += 1;
    return taken;
  }

  private takes(wanted: string): boolean {
    if (this.words[this.next] !== wanted) return false;
    this.next += 1;
    return true;
  }
}

const states: Readonly<Record<string, (steps: readonly string[]) => Test>> = {
  NULL: (steps) => (event) => valueAt(event, steps) === null,
  TRUE: (steps) => (event) => valueAt(event, steps) === true,
  FALSE: (steps) => (event) => valueAt(event, steps) === false,
};

/** `$.a.b[0]` as its steps. */
function selectorSteps(selector: string): readonly string[] | undefined {
  if (!/^\$(\.[\w-]+|\[\d+\])+$/.test(selector)) return undefined;
  return selector.match(/[\w-]+/g) ?? undefined;
}

function valueAt(event: Json, steps: readonly string[]): Json | undefined {
  return steps.reduce<Json | undefined>((value, step) => {
    if (isList(value)) return value[Number(step)];
    return isRecord(value) ? own(value, step) : undefined;
  }, event);
}

/** A comparison of a field that is not there holds in no case, `!=` included. */
function comparing(operator: string, operand: string, steps: readonly string[]): Test | undefined {
  const text = operand.replace(/^"(.*)"$/s, '$1');
  // A pattern between percent signs is a regular expression, which this reader does not know.
  if (/^%.*%$/s.test(text)) return undefined;
  const pieces = text.split('*');
  const test = own(comparisons, operator);
  if (!test) return undefined;
  return (event) => {
    const value = valueAt(event, steps);
    if (value === undefined || value === null || isRecord(value) || isList(value)) return false;
    return test({ value, isAlike: isMadeOf(String(value), pieces), bound: Number(text) });
  };
}

interface Compared {
  readonly value: string | number | boolean;
  readonly isAlike: boolean;
  readonly bound: number;
}

const comparisons: Readonly<Record<string, (compared: Compared) => boolean>> = {
  '=': ({ isAlike }) => isAlike,
  '!=': ({ isAlike }) => !isAlike,
  '<': ({ value, bound }) => typeof value === 'number' && value < bound,
  '<=': ({ value, bound }) => typeof value === 'number' && value <= bound,
  '>': ({ value, bound }) => typeof value === 'number' && value > bound,
  '>=': ({ value, bound }) => typeof value === 'number' && value >= bound,
};
