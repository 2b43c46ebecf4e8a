import { type Language, languageOf } from './texts/language.ts';
import type { PaymentMethod } from './wire.ts';

/** What the secure-checkout message depends on: the way to pay as the shop's own function tells it. */
export type SecureMethod = Pick<PaymentMethod, 'title' | 'integration' | 'mode'>;

/**
 * Says in an element what is secure about the way to pay, or nothing at all: it stands there only where the page came over TLS and
 * the gateway takes the card itself. Screen readers hear it when it changes.
 */
export function showSecureMessage(
  element: HTMLElement,
  method: SecureMethod | undefined,
  language: Language = {},
): void {
  const message = method ? secureMessage(method, language) : undefined;
  element.setAttribute('role', 'note');
  element.hidden = message === undefined;
  if (element.textContent !== (message ?? '')) element.textContent = message ?? '';
}

function secureMessage({ title, integration, mode }: SecureMethod, language: Language): string | undefined {
  const { texts } = languageOf(language);
  if (!isEncrypted() || !Object.hasOwn(texts.secure, integration)) return undefined;
  const message = texts.secure[integration].replace('{gateway}', title);
  return mode === 'test' ? `${message} ${texts.test}` : message;
}

/** `isSecureContext` alone holds for http://localhost too, where nothing is encrypted. */
function isEncrypted(): boolean {
  return isSecureContext && location.protocol === 'https:';
}
