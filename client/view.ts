import type { CheckoutError } from './checkout-error.ts';
import type { Texts } from './texts/texts.ts';
import type { PageAmount, PaymentMethod } from './wire.ts';

/** What the client shows in the shop's form. Plain elements with classes, so that the shop's stylesheet says how they look. */
export interface View {
  /** Where the gateway's form goes. */
  readonly fields: HTMLElement;
  readonly secure: HTMLElement;
  readonly offerMethods: (methods: readonly PaymentMethod[]) => void;
  /** Says that something is under way, and again what the button does. */
  readonly setBusy: (isBusy: boolean) => void;
  readonly setButton: (label: string, isHidden?: boolean) => void;
  readonly showError: (error: CheckoutError) => void;
  readonly clearError: () => void;
  /** Opens the part for the gateway's form and moves the focus to its heading. */
  readonly openFields: () => void;
  readonly closeFields: () => void;
}

/** Builds the view inside of an element of the shop's form. */
export function createView(form: HTMLFormElement, place: HTMLElement, texts: Texts): View {
  const button = submitButton(form);
  const secure = element('p', 'palisade-secure');
  const methods = element('fieldset', 'palisade-methods');
  const heading = element('h2', 'palisade-heading', texts.heading);
  const fields = element('div', 'palisade-fields');
  const error = element('p', 'palisade-error');
  const status = element('p', 'palisade-status');
  let label = button.textContent ?? '';
  heading.tabIndex = -1;
  error.id = 'palisade-error';
  status.setAttribute('role', 'status');
  for (const described of [fields, button]) described.setAttribute('aria-describedby', error.id);
  fields.setAttribute('role', 'group');
  fields.setAttribute('aria-label', texts.heading);
  for (const part of [methods, heading, fields, error, secure]) part.hidden = true;
  place.classList.add('palisade');
  place.replaceChildren(methods, secure, heading, fields, error, status);

  return {
    fields,
    secure,
    offerMethods: (offered) => {
      methods.replaceChildren(element('legend', '', texts.methods), ...offered.map(choiceOf));
      methods.hidden = offered.length < 2;
    },
    setBusy: (isBusy) => {
      button.setAttribute('aria-disabled', String(isBusy));
      button.setAttribute('aria-busy', String(isBusy));
      button.textContent = isBusy ? texts.busy : label;
      status.textContent = isBusy ? texts.busy : '';
    },
    setButton: (next, isHidden = false) => {
      label = next;
      button.textContent = next;
      button.hidden = isHidden;
    },
    showError: ({ kind, fields: names, detail }) => {
      const isToldByShop = kind === 'cart' || kind === 'unavailable';
      const sentence = (isToldByShop && detail) || texts.errors[kind];
      error.textContent = sentence;
      error.hidden = false;
      status.textContent = sentence;
      const wrong = names.flatMap(
        (name) => form.querySelector<HTMLElement>(`[name="${CSS.escape(name)}"]`) ?? [],
      );
      for (const field of wrong) mark(field, error.id);
      const [first] = wrong;
      if (first) first.focus();
      else focus(heading);
    },
    clearError: () => {
      error.hidden = true;
      error.textContent = '';
      for (const field of form.querySelectorAll<HTMLElement>('[data-palisade-wrong]')) unmark(field);
    },
    openFields: () => {
      heading.hidden = false;
      fields.hidden = false;
      heading.focus();
    },
    closeFields: () => {
      fields.hidden = true;
      fields.replaceChildren();
    },
  };
}

function submitButton(form: HTMLFormElement): HTMLButtonElement {
  const button = form.querySelector<HTMLButtonElement>('button:not([type]), button[type=submit]');
  if (!button) throw new Error('the form needs a button of type submit');
  return button;
}

/** Makes an element of a class, with a text. */
export function element(tag: string, name: string, text = ''): HTMLElement {
  const made = document.createElement(tag);
  if (name) made.className = name;
  made.textContent = text;
  return made;
}

function choiceOf({ gateway, title }: PaymentMethod, index: number): HTMLElement {
  const choice = element('label', 'palisade-method');
  const radio = document.createElement('input');
  Object.assign(radio, { type: 'radio', name: 'gateway', value: gateway, required: true });
  radio.defaultChecked = index === 0;
  choice.append(radio, ` ${title}`);
  return choice;
}

function focus(heading: HTMLElement): void {
  heading.hidden = false;
  heading.focus();
}

function mark(field: HTMLElement, errorId: string): void {
  field.setAttribute('aria-invalid', 'true');
  field.dataset['palisadeWrong'] = field.getAttribute('aria-describedby') ?? '';
  field.setAttribute('aria-describedby', `${field.dataset['palisadeWrong']} ${errorId}`.trim());
}

function unmark(field: HTMLElement): void {
  field.removeAttribute('aria-invalid');
  const before = field.dataset['palisadeWrong'];
  if (before) field.setAttribute('aria-describedby', before);
  else field.removeAttribute('aria-describedby');
  delete field.dataset['palisadeWrong'];
}

/** What is to be paid, in words: with the digits that the shop has sent, for browsers disagree about some currencies. */
export function amountText({ decimal, currency }: PageAmount, locale: string): string {
  const digits = decimal.split('.')[1]?.length ?? 0;
  const style = {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  } as const;
  return new Intl.NumberFormat(locale, style).format(Number(decimal));
}
