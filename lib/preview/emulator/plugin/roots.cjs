// Gateways of this machine have certificates of roots that no authority of the world is; functions take them beside the public ones.
const { register } = require('node:module');

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

if (process.env._LAMBDA_FUNCTION_ARN && process.env.PALISADE_ROOTS) register(dataUrl(hooks));
