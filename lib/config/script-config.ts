import type { AuthorizedScript } from '../contract/schema.ts';
import type { StorefrontFile } from './schema.ts';

type ScriptFile = StorefrontFile['scripts'][number];

/** A script of the file as contract and policy know it: the words of the file become directives, and empty lists are left out. */
export function scriptOf(script: ScriptFile): AuthorizedScript {
  const { host, owner, reason, pages, except, onPaymentPages } = script;
  const reaches = reachedBy(script);
  return {
    host,
    owner,
    reason,
    pages,
    ...(except.length > 0 && { except }),
    ...(Object.keys(reaches).length > 0 && { reaches }),
    ...(onPaymentPages && { onPaymentPages }),
  };
}

function reachedBy({
  connect,
  image,
  style,
  font,
  frame,
  media,
}: ScriptFile): NonNullable<AuthorizedScript['reaches']> {
  const all: AuthorizedScript['reaches'] = {
    'connect-src': connect,
    'img-src': image,
    'style-src': style,
    'font-src': font,
    'frame-src': frame,
    'media-src': media,
  };
  return Object.fromEntries(Object.entries(all).filter(([, origins]) => origins.length > 0));
}
