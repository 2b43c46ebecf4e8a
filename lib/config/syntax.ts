import { type Document, isCollection, isScalar, Lexer, Parser, visit, type YAMLError } from 'yaml';
import { type Mistake, mistake, type Path } from './mistake.ts';

/** A mistake that is found in the text, before there is any data. */
export interface TextMistake extends Mistake {
  readonly offset: number;
}

/** How often aliases may be followed: enough to share a few settings, too little to fill the memory. */
const mostAliases = 20;

/** How deep the tokens of a text may be nested: far deeper than any storefront file is. */
const deepest = 50;

type PathAt = (offset: number) => Path | undefined;

/** What has been found in a text, and whether it has data all the same. */
export interface Reading {
  readonly readable: boolean;
  readonly mistakes: readonly TextMistake[];
}

/** What the parser says; of several syntax errors only the first, because it causes the others. */
export function parserMistakes(document: Document, pathAt: PathAt): Reading {
  const [broken] = document.errors;
  if (broken) return { readable: false, mistakes: [notYaml(broken)] };
  const twice = repeatedKeys(document).map((offset) =>
    at(offset, pathAt, 'the same setting a second time', 'remove one of the two'),
  );
  const numbers = doubtfulNumbers(document, pathAt);
  const tags = document.warnings.map(({ pos: [offset] }) =>
    at(offset, pathAt, 'a YAML tag', 'write the value without a tag'),
  );
  return { readable: true, mistakes: [...twice, ...tags, ...numbers] };
}

/**
 * Where a text is nested so deeply that reading it would exhaust the stack; nothing for any other text.
 *
 * Node cannot survive that in every case, so it has to be known before the text is read. The tokens
 * are followed without recursion.
 */
export function tooDeepAt(text: string): number | undefined {
  const parser = new Parser();
  for (const token of new Lexer().lex(text)) {
    for (const _ of parser.next(token));
    if (parser.stack.length > deepest) return parser.offset;
  }
  return undefined;
}

/** A text that is left unread from an offset on, because it is nested too deeply. */
export function tooDeep(offset: number): Reading {
  const found = mistake([], 'settings nested deeper than any that exist', 'write the settings of a shop');
  return { readable: false, mistakes: [{ ...found, offset }] };
}

// The parser's own search compares every key with every other one: a minute for a file of a megabyte.
function repeatedKeys(document: Document): readonly number[] {
  const offsets: number[] = [];
  visit(document, {
    Map: (_, map) => {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        const name = isScalar(key) ? key.value : key;
        if (seen.has(name) && isScalar(key)) offsets.push(key.range?.[0] ?? 0);
        seen.add(name);
      }
    },
  });
  return offsets;
}

/** The data of a document; none where its aliases are broken, contain themselves or multiply. */
export function readData(document: Document): {
  data?: { value: unknown };
  mistakes: readonly TextMistake[];
} {
  const refuse = (found: string, offset: number) => ({
    mistakes: [{ ...mistake([], found, 'write the values out instead'), offset }],
  });
  const circle = circularAlias(document);
  if (circle !== undefined) return refuse('an alias inside its own anchor', circle);
  try {
    return { data: { value: document.toJS({ maxAliasCount: mostAliases }) }, mistakes: [] };
  } catch {
    return refuse('aliases without an anchor, or too many of them', 0);
  }
}

function circularAlias(document: Document): number | undefined {
  let offset: number | undefined;
  visit(document, {
    Alias: (_, alias, ancestors) => {
      const circular = ancestors.some((each) => isCollection(each) && each.anchor === alias.source);
      if (circular) offset = alias.range?.[0] ?? 0;
      return circular ? visit.BREAK : undefined;
    },
  });
  return offset;
}

// Whoever separates thousands by a point writes 40.000 and means forty thousand, of which YAML makes 40. What stays a fraction says so.
function doubtfulNumbers(document: Document, pathAt: PathAt): readonly TextMistake[] {
  const found: TextMistake[] = [];
  visit(document, {
    Scalar: (_, { value, source, range }) => {
      if (!Number.isInteger(value) || source === undefined || plainNumber.test(source)) return;
      const remedy = thousands.test(source)
        ? `write ${source.replaceAll('.', '')}, or ${value} where that is meant`
        : `write ${value}`;
      found.push(at(range?.[0] ?? 0, pathAt, `${source}, which YAML reads as ${value}`, remedy));
    },
  });
  return found;
}

const thousands = /^-?[1-9]\d{0,2}(?:\.\d{3})+$/;

/** Text that only looks like a number, such as an account, belongs in quotes, which the form of its setting says. */
const plainNumber = /^(?:-?(?:0|[1-9]\d*)|\d{12})$/;

function at(offset: number, pathAt: PathAt, found: string, remedy: string): TextMistake {
  return { ...mistake(pathAt(offset) ?? [], found, remedy), offset };
}

function notYaml({ code, message, pos: [offset] }: YAMLError): TextMistake {
  if (code === 'MULTIPLE_DOCS') {
    return { ...mistake([], 'a second YAML document', 'write one shop a file'), offset };
  }
  const problem = message.charAt(0).toLowerCase() + message.slice(1);
  return { ...mistake([], `text that does not parse as YAML (${problem})`, 'mend it at this place'), offset };
}
