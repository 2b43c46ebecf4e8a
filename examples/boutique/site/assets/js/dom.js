/**
 * Finds an element the page must have.
 *
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} type
 * @returns {T}
 */
export function byId(id, type) {
  const found = document.getElementById(id);
  if (!(found instanceof type)) {
    throw new Error(`The page has no ${type.name} with the id "${id}".`);
  }
  return found;
}

/**
 * Builds an element. Strings become text nodes, so nothing is ever parsed as markup.
 *
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function element(tag, attributes, ...children) {
  const built = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    built.setAttribute(name, value);
  }
  built.append(...children);
  return built;
}
