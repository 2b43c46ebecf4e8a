import { escaped, type PageProps, scriptTag } from './page.ts';
import { clientTag } from './skeleton.ts';
import type { Voice } from './voice.ts';

/** The pages that all languages share, by file: a gateway, a link of the shop and CloudFront know one address of each. */
export function sharedPages(voices: readonly [Voice, ...Voice[]]): Readonly<Record<string, PageProps>> {
  const [voice] = voices;
  return {
    'checkout/done/index.html': {
      voice,
      title: voice.texts.doneTitle,
      head: [...voices.map(clientTag), scriptTag('done')],
      main: inEach(
        voices,
        ({ texts, home }) => `<h1>${escaped(texts.doneTitle)}</h1>
        <noscript><p class="notice">${escaped(texts.plainDone)}</p></noscript>
        <p class="became" role="status"></p>
        <p class="link" hidden><a href="/order/">${escaped(texts.orderLink)}</a></p>
        <p><a href="${home}">${escaped(texts.toShop)}</a></p>`,
      ),
    },
    'order/index.html': {
      voice,
      title: voice.texts.orderTitle,
      head: [scriptTag('order')],
      main: inEach(
        voices,
        ({ texts, home }) => `<h1>${escaped(texts.orderTitle)}</h1>
        <p class="number" role="status" data-number="${escaped(texts.orderNumber)}" data-missing="${escaped(texts.orderMissing)}"></p>
        <p class="state" data-statuses="${escaped(JSON.stringify(texts.statuses))}"></p>
        <ul class="lines"></ul>
        <p><a href="${home}">${escaped(texts.toShop)}</a></p>`,
      ),
    },
    '404.html': {
      voice,
      title: voice.texts.lostTitle,
      main: inEach(
        voices,
        ({ texts, home }) => `<h1>${escaped(texts.lostTitle)}</h1>
        <p>${escaped(texts.lost)} <a href="${home}">${escaped(texts.toShop)}</a></p>`,
        'shown',
      ),
    },
  };
}

/** One part for each language. A script shows the shopper's own; without one there is the first, or all of them. */
function inEach(
  voices: readonly Voice[],
  write: (voice: Voice) => string,
  others: 'hidden' | 'shown' = 'hidden',
): string {
  return voices
    .map((voice, index) => {
      const isHidden = index > 0 && others === 'hidden';
      return `      <div lang="${voice.language}"${isHidden ? ' hidden' : ''}>
        ${write(voice)}
      </div>`;
    })
    .join('\n');
}
