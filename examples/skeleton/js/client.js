/** The browser client speaks one language in each of its files; the site has those of its own languages. */
const suffixes = { de: '.de', fr: '.fr', nb: '.nb' };

/**
 * Loads the browser client in a language. The page has loaded that file by a tag with its hash already.
 *
 * @param {string} language
 */
export function loadClient(language) {
  const suffix = /** @type {Record<string, string>} */ (suffixes)[language] ?? '';
  return import(`./palisade-checkout${suffix}.js`);
}
