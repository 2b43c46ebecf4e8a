import type { IssuerChallenge } from '../wire.ts';
import { postForm } from './mounted.ts';

/**
 * Shows the challenge of a card's issuer in a frame, until the frame says that it is over. What it says of the result is not believed:
 * the shop's own state tells what became of the payment.
 */
export function showChallenge(
  place: HTMLElement,
  title: string,
  { url, creq }: IssuerChallenge,
): Promise<void> {
  const name = 'palisade-challenge';
  const frame = document.createElement('iframe');
  Object.assign(frame, { name, title, className: 'palisade-frame' });
  place.append(frame);
  postForm(url, { creq }, name);
  return new Promise((resolve) => {
    const hears = new AbortController();
    window.addEventListener(
      'message',
      ({ source, data }) => {
        if (source !== frame.contentWindow || data?.status !== 'COMPLETE') return;
        hears.abort();
        resolve();
      },
      { signal: hears.signal },
    );
  });
}
