import { type AnyNode, type Program, parse } from 'acorn';
import { fullAncestor } from 'acorn-walk';
import { nameObjection } from './allowed-names.ts';
import { syntaxObjection } from './allowed-syntax.ts';
import { type Names, namesOf } from './names.ts';

/** A node of the code, with the nodes around it: the outermost first. */
export interface Place {
  readonly node: AnyNode;
  readonly around: readonly AnyNode[];
}

/** The code as a whole. */
export interface Code {
  readonly text: string;
  /** Where commas stand that nothing follows. */
  readonly trailingCommas: readonly number[];
  readonly names: Names;
}

/**
 * Holds the code of an edge function to what AWS lists for JavaScript runtime 2.0. Whatever the list does not name is
 * objected to, known or not: a sentence each, in the order of the code.
 */
export function objectionsTo(text: string): readonly string[] {
  const trailingCommas: number[] = [];
  let program: Program;
  try {
    program = parse(text, {
      ecmaVersion: 'latest',
      sourceType: 'module',
      allowHashBang: false,
      ranges: true,
      onTrailingComma: (at) => trailingCommas.push(at),
    });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return [`the code cannot be parsed: ${error.message}`];
  }
  const code = { text, trailingCommas, names: namesOf(program) };
  return placesIn(program)
    .flatMap((place) => {
      const found = syntaxObjection(place, code) ?? nameObjection(place, code);
      return found ? [{ at: place.node.start, found }] : [];
    })
    .toSorted((one, other) => one.at - other.at)
    .map(({ at, found }) => `line ${lineOf(text, at)}: ${found} is not on AWS's list for runtime 2.0`);
}

function placesIn(program: Program): readonly Place[] {
  const places: Place[] = [];
  fullAncestor(program, (node, _state, path) => {
    places.push({ node: node as AnyNode, around: path.slice(0, -1) as AnyNode[] });
  });
  return places;
}

function lineOf(text: string, at: number): number {
  return text.slice(0, at).split('\n').length;
}
