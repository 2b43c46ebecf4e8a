/** What the card page of a gateway tells the page around it. */
export interface CardResult {
  readonly result: 'ready' | 'typed' | 'invalid' | 'paid' | 'declined' | 'challenge' | 'closed';
  readonly token?: string;
}

/** How a fake shows its card page. */
export interface CardFrameOptions {
  /** Of the gateway's frame. */
  readonly origin: string;
  /** Whether the gateway charges the card itself, instead of making a token of it. */
  readonly charges?: boolean;
  /** Whether the page has buttons of its own. */
  readonly button?: boolean;
  /** Whether the issuer's challenge is shown by somebody else. */
  readonly elsewhere?: boolean;
  /** What the script was started with, for gateways that charge in their own frame. */
  readonly of?: string;
  /** Gateways that leave it out are known. @default true */
  readonly hasTitle?: boolean;
}

/** A card page in the shop's page. */
export interface CardFrame {
  readonly element: HTMLIFrameElement;
  readonly pay: () => Promise<CardResult>;
  readonly heard: (listen: (result: CardResult) => void) => void;
}

let count = 0;

/** Puts a card page into an element of the shop's page, and resolves when it is there. */
export async function cardFrame(place: Element, options: CardFrameOptions): Promise<CardFrame> {
  count += 1;
  const name = `card-${count}`;
  const element = document.createElement('iframe');
  const wanted = Object.entries(options).filter(([, value]) => value === true);
  const query = new URLSearchParams({
    name,
    ...(options.of !== undefined && { of: options.of }),
    ...Object.fromEntries(wanted.map(([key]) => [key, ''])),
  });
  element.src = `${options.origin}/fake/card?${query}`;
  if (options.hasTitle !== false) element.title = 'Card';
  const heard = (listen: (result: CardResult) => void) =>
    addEventListener('message', ({ data, source }) => {
      if (source === element.contentWindow && data?.fake === name) listen(data.result);
    });
  const ready = new Promise<void>((resolve) => heard(({ result }) => result === 'ready' && resolve()));
  place.append(element);
  await ready;
  return {
    element,
    heard,
    pay: () =>
      new Promise((resolve) => {
        heard((result) => {
          if (!['ready', 'typed'].includes(result.result)) resolve(result);
        });
        element.contentWindow?.postMessage('pay', '*');
      }),
  };
}
