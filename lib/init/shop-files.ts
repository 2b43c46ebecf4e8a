import type { Answers } from './answers.ts';
import { projectFiles } from './project-files.ts';
import { siteFiles } from './site/site-files.ts';
import { storefrontText } from './storefront-text.ts';
import type { Files } from './write-files.ts';

/** All files of a new shop, by path. The same answers give the same bytes. */
export function shopFiles(answers: Answers): Files {
  const site = Object.entries(siteFiles(answers)).map(
    ([path, content]) => [`site/${path}`, content] as const,
  );
  return {
    'storefront.yaml': storefrontText(answers),
    ...projectFiles(answers),
    ...Object.fromEntries(site),
  };
}

/** Paths that every new shop has, whatever is answered, so that nobody answers in vain. */
export const pathsOfEveryShop: readonly string[] = [
  'storefront.yaml',
  'site/index.html',
  ...Object.keys(projectFiles({ shop: 'shop', pipeline: 'none' })),
];
