import type { Json, JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { sdlc06Settings } from '../../../../lib/policy/rules/sdlc/sdlc-06-settings.ts';
import { maybe, open, undecided } from '../../../support/changes.ts';
import { type Case, testRule } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';
import { parameter } from '../data/bucket.ts';

/** A function with settings, in anybody's template. */
function lambda(Variables: Record<string, Json>): Case {
  return {
    resources: { Lambda: { Type: 'AWS::Lambda::Function', Properties: { Environment: { Variables } } } },
    sections: undecided,
  };
}

const ofShop = (Variables: Record<string, Json>): Case => ({ ...lambda(Variables), storefront });

const service = (properties: JsonRecord): Case => ({
  resources: { Service: { Type: 'AWS::ECS::TaskDefinition', Properties: properties } },
  storefront,
});

const at = 'Properties.Environment.Variables';
const elsewhere = 'expected addresses of the shop, of AWS, or of systems that the contract names';

testRule(sdlc06Settings, {
  fail: {
    'a check of certificates that is off, in any template': {
      ...lambda({ NODE_TLS_REJECT_UNAUTHORIZED: '0' }),
      says: [`${at}.NODE_TLS_REJECT_UNAUTHORIZED is 0; expected 1`],
    },
    'options that load a file, in any template': {
      ...lambda({ NODE_OPTIONS: '--enable-source-maps -r /opt/taps.js' }),
      says: [
        `${at}.NODE_OPTIONS is --enable-source-maps -r /opt/taps.js; expected options that load no other code`,
      ],
    },
    'a proxy of a shop, in letters of either case': {
      ...ofShop({ https_proxy: 'http://10.0.0.1:3128' }),
      says: [`${at}.https_proxy is http://10.0.0.1:3128; expected no https_proxy`],
    },
    'an endpoint of one service': {
      ...ofShop({ AWS_ENDPOINT_URL_KMS: open }),
      says: [`${at}.AWS_ENDPOINT_URL_KMS is ${parameter}; expected no AWS_ENDPOINT_URL_KMS`],
    },
    'an address of a stranger within a larger text': {
      ...ofShop({ GATEWAYS: '[{"url":"https://user@stranger.example/pay"}]' }),
      says: [`${at}.GATEWAYS is [{"url":"https://user@stranger.example/pay"}]; ${elsewhere}`],
    },
    'an address that anybody can have at AWS': {
      ...ofShop({ SHOP_URL: 'https://taps.execute-api.eu-west-1.amazonaws.com' }),
      says: [`${at}.SHOP_URL is https://taps.execute-api.eu-west-1.amazonaws.com; ${elsewhere}`],
    },
    'a variable of a container': {
      ...service({ ContainerDefinitions: [{ Environment: [{ Name: 'LD_PRELOAD', Value: '/taps.so' }] }] }),
      says: ['Properties.ContainerDefinitions[0].Environment[0].Value is /taps.so; expected no LD_PRELOAD'],
    },
  },
  unknown: {
    'options that are a parameter': {
      ...lambda({ NODE_OPTIONS: open }),
      says: [`${at}.NODE_OPTIONS is ${parameter}; expected options that load no other code`],
    },
    'a check of certificates that a condition decides': {
      ...lambda({ NODE_TLS_REJECT_UNAUTHORIZED: open }),
      says: [`${at}.NODE_TLS_REJECT_UNAUTHORIZED is ${parameter}; expected 1`],
    },
  },
  notApplicable: {
    'options that load nothing': lambda({
      NODE_OPTIONS: maybe('--enable-source-maps', '--max-old-space-size=512 --no-warnings'),
    }),
    'a proxy in a template of somebody else': lambda({ HTTPS_PROXY: 'http://10.0.0.1:3128' }),
    'a system that the contract names': {
      ...ofShop({ NOTIFY_URL: 'https://erp.boutique.example/orders' }),
      storefront: { ...storefront, systems: ['erp.boutique.example'] },
    },
    'addresses of the shop and of services': ofShop({
      SHOP_URL: 'https://shop.boutique.example/',
      QUEUE: 'https://sqs.eu-west-1.amazonaws.com/111111111111/orders',
    }),
  },
});
