// A shop without a file of redirects asks no key value store.
// biome-ignore lint/correctness/noUnusedVariables: the handler below it asks it for every page.
async function redirected() {
  return undefined;
}
