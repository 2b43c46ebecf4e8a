import { isCurrency } from '../../../lambda/gateways/currencies.ts';
import { type Integration, integrations } from '../../../lambda/gateways/gateway-config.ts';
import type { Mistake } from '../../config/mistake.ts';
import { quoted } from '../../config/mistake.ts';
import { registeredGateway, supportedIntegration } from '../../config/rules/gateway.ts';
import { type Answers, languages, pipelines } from '../../init/answers.ts';
import { type GatewayChoice, offeredIntegrations } from '../../init/gateway-choice.ts';
import { oneOf } from '../options.ts';
import { UsageError } from '../output.ts';
import type { Topic } from './questions.ts';

/** Reads what was typed. What the storefront file says no to is found later; a `UsageError` tells what no file could say. */
export function readAnswers(typed: Readonly<Record<Topic, string>>): Answers {
  return {
    shop: typed.shop,
    domain: typed.domain,
    region: typed.region,
    account: typed.account,
    stagingAccount: typed['staging-account'],
    gateways: listIn(typed.gateway, 'gateway').map(gatewayIn),
    currencies: listIn(typed.currency, 'currency').map(currencyIn),
    languages: listIn(typed.language, 'language').map((each) => oneOf(each, languages, 'language')),
    visa: countIn(typed.visa, 'visa'),
    mastercard: countIn(typed.mastercard, 'mastercard'),
    security: typed.security,
    operations: typed.operations,
    pipeline: oneOf(typed.ci, pipelines, 'ci'),
  };
}

/** The sentence about an option. */
export function fault(topic: Topic, { found, remedy }: Pick<Mistake, 'found' | 'remedy'>): UsageError {
  return new UsageError(`--${topic}: found ${found}, ${remedy}`);
}

function listIn(text: string, topic: Topic): readonly string[] {
  const entries = text.split(',').map((entry) => entry.trim());
  const twice = entries.find((entry, index) => entries.indexOf(entry) < index);
  if (twice === undefined) return entries;
  throw fault(topic, { found: `${quoted(twice)} twice`, remedy: 'write it once' });
}

function gatewayIn(text: string): GatewayChoice {
  const [name = '', integration] = text.split(':').map((part) => part.trim());
  refuse(registeredGateway({ name }, {}, []));
  const offered = offeredIntegrations(name);
  const [first = 'redirect'] = offered;
  if (integration === undefined) return { name, integration: first };
  const chosen = integrationIn(integration);
  refuse(supportedIntegration({ name, integration: chosen }, {}, []));
  if (offered.includes(chosen)) return { name, integration: chosen };
  const remedy = `write ${offered.join(' or ')}: with server the shop takes card numbers itself, and no page of the kit does`;
  throw fault('gateway', { found: quoted(text), remedy });
}

function integrationIn(text: string): Integration {
  const found = integrations.find((integration) => integration === text);
  if (found !== undefined) return found;
  throw fault('gateway', {
    found: quoted(text),
    remedy: 'write redirect, iframe or fields behind the colon',
  });
}

function refuse([mistake]: readonly Mistake[]): void {
  if (mistake) throw fault('gateway', mistake);
}

function currencyIn(code: string): string {
  if (isCurrency(code)) return code;
  throw fault('currency', { found: quoted(code), remedy: 'write ISO 4217 codes in capitals, such as EUR' });
}

function countIn(text: string, topic: Topic): number {
  if (/^\d{1,12}$/.test(text)) return Number(text);
  throw fault(topic, { found: quoted(text), remedy: 'write a whole number, such as 120000' });
}
