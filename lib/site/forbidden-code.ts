import { isHandler, isScriptUrl } from '../../lambda/shared/site/code.ts';
import type { PageAttribute, PageElement } from '../../lambda/shared/site/html.ts';
import { allowsOrigin } from '../../lambda/shared/site/sources.ts';
import { mistake, type PlacedMistake, quoted } from '../config/mistake.ts';
import type { Page } from './pages.ts';

/** What a page holds that no policy of its path can allow safely. `scriptSources` are the hosts its scripts may come from. */
export function forbiddenCode(
  { elements }: Page,
  scriptSources: readonly string[],
): readonly PlacedMistake[] {
  return elements.flatMap((element) => [...forbiddenIn(element), ...foreignScripts(element, scriptSources)]);
}

/** What a page holds that no page of any shop may, whichever scripts are authorized. */
export function forbiddenAnywhere({ elements }: Page): readonly PlacedMistake[] {
  return elements.flatMap(forbiddenIn);
}

function forbiddenIn(element: PageElement): readonly PlacedMistake[] {
  return [...element.attributes.flatMap((attribute) => inAttribute(attribute)), ...movedBase(element)];
}

function inAttribute({ name, value, line }: PageAttribute): readonly PlacedMistake[] {
  if (isHandler(name)) {
    return [
      at(line, `the inline event handler ${name}`, 'move it into a script file that adds the listener'),
    ];
  }
  if (name === 'style') {
    return [at(line, `the style attribute ${quoted(value)}`, 'move it into a stylesheet')];
  }
  return isScriptUrl(name, value)
    ? [at(line, `a javascript: URL in ${name}`, 'move the code into a script file that adds a listener')]
    : [];
}

function foreignScripts(
  { tag, attributes }: PageElement,
  allowed: readonly string[],
): readonly PlacedMistake[] {
  if (tag !== 'script') return [];
  return attributes
    .filter(({ name }) => name === 'src' || name === 'href')
    .flatMap(({ value, line }) => {
      const origin = foreignOrigin(value);
      if (origin === undefined || allowed.some((source) => allowsOrigin(source, origin))) return [];
      const remedy =
        'list its host, owner and reason under scripts in the shop file, or serve it from the shop';
      return [at(line, `a script from ${origin}, which is not authorized for this page`, remedy)];
    });
}

/** The origin of a URL that leads away from the shop. */
function foreignOrigin(url: string): string | undefined {
  const shop = 'https://shop.invalid';
  if (!URL.canParse(url, shop)) return undefined;
  const { origin, protocol } = new URL(url, shop);
  if (origin === shop) return undefined;
  return origin === 'null' ? protocol : origin;
}

function movedBase({ tag, line }: PageElement): readonly PlacedMistake[] {
  return tag === 'base'
    ? [at(line, 'a base element', "remove it; the pages' policy forbids to move their base")]
    : [];
}

function at(line: number, found: string, remedy: string): PlacedMistake {
  return { ...mistake([], found, remedy), line };
}
