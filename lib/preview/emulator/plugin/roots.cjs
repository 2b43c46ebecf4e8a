// Gateways of this machine have certificates of roots that no authority of the world is; functions take them beside the public ones.
const Module = require('node:module');

const tls = `
  import { rootCertificates as known } from 'node:tls';
  export * from 'node:tls';
  export const rootCertificates = Object.freeze([...known, ...JSON.parse(process.env.PALISADE_ROOTS)]);`;
const dataUrl = (code) => `data:text/javascript,${encodeURIComponent(code)}`;
const hooks = `
  export const resolve = (specifier, context, next) =>
    specifier === 'node:tls' && !context.parentURL?.startsWith('data:')
      ? { url: ${JSON.stringify(dataUrl(tls))}, shortCircuit: true }
      : next(specifier, context);`;

// MiniStack requires a module where Node.js can, which no hook hears of. Lambda imports it, and so does MiniStack where this is refused.
function refuseRequire(_, file) {
  throw Object.assign(new Error(`${file} is imported`), { code: 'ERR_REQUIRE_ESM' });
}

if (process.env._LAMBDA_FUNCTION_ARN && process.env.PALISADE_ROOTS) {
  Module.register(dataUrl(hooks));
  Module._extensions['.mjs'] = refuseRequire;
}
