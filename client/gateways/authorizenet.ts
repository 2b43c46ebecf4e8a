import type { ErrorKind } from '../checkout-error.ts';
import { frame, type Mount, type Mounted, postForm, type Result, type Stage, text } from './mounted.ts';

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
  if (page.integration !== 'fields') return;
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

/** Opens AcceptUI's frame over the page, or puts Accept Hosted into a frame. */
export const authorizenet: Mount = async (stage) =>
  stage.page.integration === 'iframe' ? hosted(stage) : accept(stage);

function accept({ container }: Stage): Mounted {
  return {
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
  };
}

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

function hosted(stage: Stage): Mounted {
  const name = 'palisade-authorizenet';
  const place = frame(stage, name);
  const hears = new AbortController();
  const result = new Promise<Result>((resolve) => {
    const heard = ({ origin, data }: MessageEvent) => {
      if (origin !== location.origin) return;
      const told = new URLSearchParams(String(data?.palisadeCommunicator ?? ''));
      place.height = told.get('height') ?? place.height;
      const over = hostedResults[told.get('action') ?? ''];
      if (over) resolve(over);
    };
    window.addEventListener('message', heard, { signal: hears.signal });
  });
  postForm(text(stage.page, 'url'), { token: text(stage.page, 'token') }, name);
  return { result, unmount: () => hears.abort() };
}

/** What the communicator page of the shop passes on of the frame inside of it. */
const hostedResults: Readonly<Record<string, Result>> = { cancel: 'cancelled', transactResponse: 'finished' };
