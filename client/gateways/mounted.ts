import type { ErrorKind } from '../checkout-error.ts';
import type { Texts } from '../texts/texts.ts';
import { element } from '../view.ts';
import type { CardToken, PageAnswer, Shopper } from '../wire.ts';

/** What a gateway's form is made from. */
export interface Stage {
  readonly page: PageAnswer;
  /** Where the form goes; empty. */
  readonly container: HTMLElement;
  readonly shopper: Shopper;
  /** BCP 47. */
  readonly locale: string;
  readonly texts: Texts;
  /** The gateway's own name. */
  readonly title: string;
}

/** What came of paying: a token that the shop charges, a payment that is through at the gateway, or what the shopper can do instead. */
export type Result = { readonly card: CardToken } | 'finished' | ErrorKind;

/** A gateway's form in the page. */
export interface Mounted {
  /** Pays with what was typed into the gateway's form. Absent where the gateway's frame has a button of its own. */
  readonly pay?: () => Promise<Result>;
  /** What becomes of a frame that has a button of its own. */
  readonly result?: Promise<Result>;
  readonly unmount?: () => void;
}

/** Mounts a gateway's form, once its scripts are loaded. */
export type Mount = (stage: Stage) => Promise<Mounted>;

/** A member of what the shop told for the gateway's script. */
export function text({ data }: PageAnswer, name: string): string {
  return String(data[name] ?? '');
}

/** A place for a field of the gateway's with a visible label, inside the form. */
export function labelled({ container }: Stage, name: string, label: string): HTMLElement {
  const field = element('div', 'palisade-field');
  const caption = element('span', 'palisade-label', label);
  const place = element('div', 'palisade-input');
  caption.id = `palisade-${name}-label`;
  place.id = `palisade-${name}`;
  place.setAttribute('role', 'group');
  place.setAttribute('aria-labelledby', caption.id);
  field.append(caption, place);
  container.append(field);
  return place;
}

/** Posts a form to another origin, into a frame or in place of the page. */
export function postForm(url: string, fields: Readonly<Record<string, string>>, target = '_self'): void {
  const form = document.createElement('form');
  Object.assign(form, { method: 'post', action: url, target, hidden: true });
  for (const [name, value] of Object.entries(fields)) {
    form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }));
  }
  document.body.append(form);
  form.submit();
  form.remove();
}
