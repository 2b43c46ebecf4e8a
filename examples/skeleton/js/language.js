/**
 * Shows the part of the page that speaks the shopper's language, of those that are on it, and returns that part.
 *
 * @returns {HTMLElement | null}
 */
export function showLanguage() {
  const chosen = localStorage.getItem('language');
  const parts = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('main > [lang]'))];
  const shown = parts.find(({ lang }) => lang === chosen) ?? parts[0] ?? null;
  for (const part of parts) part.hidden = part !== shown;
  if (shown) document.documentElement.lang = shown.lang;
  return shown;
}
