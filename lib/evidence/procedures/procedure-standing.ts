import { dayAfter } from '../../calendar-day.ts';
import { environmentName } from '../evidence.ts';
import { type ProcedureText, procedureTexts } from './document.ts';
import { type FactName, type FactSource, type FactValue, factNames, factOf } from './facts.ts';
import { blank, type GivenProcedure, type Procedures } from './procedure.ts';

/** Why a page does not count as on file. */
interface Flaw {
  readonly kind: 'unfilled' | 'overdue' | 'later' | 'contradiction';
  /** As a sentence. */
  readonly said: string;
}

/** How one page that is asked for stands on a day. */
export interface ProcedureStanding {
  readonly text: ProcedureText;
  /** `onFile` where it is there, filled in, reviewed within a year, and says what the templates show. */
  readonly state: 'missing' | 'open' | 'onFile';
  readonly given?: GivenProcedure;
  readonly flaws: readonly Flaw[];
  /** Facts that no template shows, so that nobody compared them, each as a sentence. */
  readonly notCompared: readonly string[];
}

/** After so many days a page has to be read again (PCI DSS 12.1.2, 12.3.1: once every twelve months). */
const reviewedForDays = 365;

/** How every page that is asked for stands, in the order in which they are read. */
export function standingsOf(
  { given }: Procedures,
  sources: readonly FactSource[],
  asOf: string,
): readonly ProcedureStanding[] {
  return procedureTexts().map((text) => {
    const own = given.find(({ id }) => id === text.id);
    if (!own) return { text, state: 'missing', flaws: [], notCompared: [] };
    const { contradictions, notCompared } = compared(text, own, sources);
    const flaws = [
      ...unfilled(text, own),
      ...review(own, asOf),
      ...contradictions.map((said): Flaw => ({ kind: 'contradiction', said })),
    ];
    return { text, state: flaws.length === 0 ? 'onFile' : 'open', given: own, flaws, notCompared };
  });
}

function unfilled({ setsFrequency }: ProcedureText, { blanks, everyDays }: GivenProcedure): readonly Flaw[] {
  if (blanks > 0) return [{ kind: 'unfilled', said: `${blanks} of its places are not filled in.` }];
  return setsFrequency && typeof everyDays !== 'number'
    ? [{ kind: 'unfilled', said: 'It decides no everyDays.' }]
    : [];
}

function review({ reviewed }: GivenProcedure, asOf: string): readonly Flaw[] {
  if (reviewed > asOf)
    return [{ kind: 'later', said: `Its review of ${reviewed} is of a day after ${asOf}.` }];
  const due = dayAfter(reviewed, reviewedForDays);
  return due < asOf
    ? [{ kind: 'overdue', said: `It was reviewed on ${reviewed}, and again by ${due} at the latest.` }]
    : [];
}

interface Compared {
  readonly contradictions: readonly string[];
  readonly notCompared: readonly string[];
}

/** Holds what a page says against the templates that were given. */
export function compared(
  { facts }: ProcedureText,
  { facts: said }: GivenProcedure,
  sources: readonly FactSource[],
): Compared {
  const names = new Set(sources.map(({ contract }) => environmentName(contract)));
  const results = sources.flatMap((source) => {
    const environment = environmentName(source.contract);
    const own = said[environment] ?? {};
    const asked = [...new Set([...facts, ...Object.keys(own)])];
    return asked.map((name) => ({ place: `${environment}.${name}`, ...comparison(name, own[name], source) }));
  });
  const others = Object.keys(said).filter((environment) => !names.has(environment));
  return {
    contradictions: results.flatMap(({ place, differs }) => (differs ? [`${place}: ${differs}.`] : [])),
    notCompared: [
      ...results.flatMap(({ place, open }) => (open ? [`${place}: ${open}.`] : [])),
      ...others.map((environment) => `${environment}: no template of it was given.`),
    ],
  };
}

function comparison(
  name: string,
  said: FactValue | undefined,
  source: FactSource,
): { readonly differs?: string; readonly open?: string } {
  const known: FactName | undefined = factNames.find((each) => each === name);
  if (!known) return { open: 'it is no fact that the kit knows' };
  if (said !== undefined && blank.test(shown(said))) return {};
  const value = factOf(known, source);
  if (value === undefined) return { open: 'the templates that were given do not show it' };
  if (said === undefined) return { differs: `found nothing, the templates show ${shown(value)}` };
  return same(said, value) ? {} : { differs: `found ${shown(said)}, the templates show ${shown(value)}` };
}

/** Several values are the same in any order. */
function same(one: FactValue, other: FactValue): boolean {
  return sorted(one) === sorted(other);
}

function sorted(value: FactValue): string {
  return JSON.stringify([value].flat().map(String).sort());
}

function shown(value: FactValue): string {
  const all = [value].flat();
  return all.length === 0 ? 'none' : all.join('; ');
}
