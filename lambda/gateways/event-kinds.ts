import { entryOf } from './json.ts';
import type { EventClass, PaymentEvent } from './payment-event.ts';

/** The event kinds of one gateway: a file of `event-kinds/`, whose sources lie beside it in `NAME.sources.json`. */
interface EventKindTable {
  /** The class of each kind; by case, where the event's content decides. */
  readonly kinds: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  /** Kinds of no consequence: what follows the last dot of their names, by what stands before it. */
  readonly informational: Readonly<Record<string, string>>;
}

/** The class of a kind of event, in one of its cases; nothing for a kind or a case that the table does not have. */
export type ClassOf = (type: string, kindCase?: string) => EventClass | undefined;

/** Reads the table of a gateway. */
export function classesOf({ kinds, informational }: EventKindTable): ClassOf {
  return (type, kindCase = '') => {
    const found = entryOf(kinds, type);
    if (found === undefined) return isListed(informational, type) ? 'informational' : undefined;
    const name = typeof found === 'string' ? found : entryOf(found, kindCase);
    // A test holds the tables to the names of the classes.
    return name as EventClass | undefined;
  };
}

/** Whether a kind of event is in a table, in whatever case. */
export function isKind({ kinds, informational }: EventKindTable, type: string): boolean {
  return entryOf(kinds, type) !== undefined || isListed(informational, type);
}

function isListed(informational: EventKindTable['informational'], type: string): boolean {
  const dot = type.lastIndexOf('.');
  const names = entryOf(informational, type.slice(0, Math.max(dot, 0)));
  return names?.split(' ').includes(type.slice(dot + 1)) ?? false;
}

/** What identifies an event, and decides its class. */
interface Kind {
  readonly id: string;
  readonly type: string;
  readonly kindCase?: string | undefined;
}

type Content = Omit<PaymentEvent, 'id' | 'type' | 'class'>;

/** An event of the class that the table has for it, which says nothing about amounts where the class moves none. */
export function eventOfKind(classOf: ClassOf, { id, type, kindCase }: Kind, content: Content): PaymentEvent {
  const found = classOf(type, kindCase);
  if (found === undefined) return { id, type, class: 'ignored', ignored: 'unknown_kind' };
  if (found !== 'informational') return { id, type, class: found, ...content };
  const { orderReference, byPayment, paymentId, checks, risk } = content;
  return {
    id,
    type,
    class: found,
    ...(orderReference !== undefined && { orderReference }),
    ...(byPayment && { byPayment }),
    ...(paymentId !== undefined && { paymentId }),
    ...(checks && { checks }),
    ...(risk && { risk }),
  };
}
