import type { ErrorKind } from '../checkout-error.ts';
import { type Mount, type Result, type Stage, text } from './mounted.ts';

/** What AcceptUI calls back with. */
export interface AcceptAnswer {
  readonly opaqueData?: { readonly dataDescriptor: string; readonly dataValue: string };
  readonly messages: {
    readonly resultCode: 'Ok' | 'Error';
    readonly message: readonly { readonly code: string; readonly text: string }[];
  };
}

const handler = 'palisadeAcceptAnswer';

/** AcceptUI looks for its button when it is loaded, so the button comes before the script. */
export function prepareAccept({ page, container, title }: Stage): void {
  const button = document.createElement('button');
  Object.assign(button, { type: 'button', className: 'AcceptUI', hidden: true, textContent: title });
  const attributes = {
    'data-apiLoginID': text(page, 'apiLoginId'),
    'data-clientKey': text(page, 'clientKey'),
    'data-billingAddressOptions': '{"show":false,"required":false}',
    'data-responseHandler': handler,
  };
  for (const [name, value] of Object.entries(attributes)) button.setAttribute(name, value);
  container.append(button);
}

/** Opens AcceptUI's frame over the page. */
export const authorizenet: Mount = async ({ container }) => ({
  pay: () =>
    new Promise<Result>((resolve) => {
      const closing = whenClosed(() => resolve('cancelled'));
      Object.assign(globalThis, {
        [handler]: (answer: AcceptAnswer) => {
          closing.disconnect();
          resolve(resultOf(answer));
        },
      });
      container.querySelector<HTMLButtonElement>('.AcceptUI')?.click();
    }),
});

/** Nothing is called back when a shopper closes the frame: its container only loses the class that shows it. */
function whenClosed(closed: () => void): MutationObserver {
  let wasShown = false;
  const observer = new MutationObserver(() => {
    const isShown = document.getElementById('AcceptUIContainer')?.classList.contains('show') ?? false;
    // The answer comes right after the frame is closed.
    if (wasShown && !isShown) setTimeout(closed, 300);
    wasShown = isShown;
  });
  observer.observe(document.body, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['class'],
  });
  return observer;
}

function resultOf({ opaqueData, messages }: AcceptAnswer): Result {
  if (messages.resultCode === 'Ok' && opaqueData) return { card: { token: opaqueData.dataValue } };
  const code = messages.message[0]?.code ?? '';
  return kinds.find(([pattern]) => pattern.test(code))?.[1] ?? 'unavailable';
}

/** Of the codes of Accept.js: what was typed, and what is too old. */
const kinds: readonly (readonly [RegExp, ErrorKind])[] = [
  [/^E_WC_(?:0[5-8]|15|16|17|20)$/, 'fields'],
  [/^E_WC_1[34]$/, 'declined'],
];
