import { checkedCatalogue } from '../../config/catalogue-file.ts';
import { checkSource } from '../../config/check-file.ts';
import { ConfigError } from '../../config/config-error.ts';
import { storefrontKind } from '../../config/load.ts';
import type { Mistake, Path } from '../../config/mistake.ts';
import { readSource } from '../../config/source.ts';
import type { Answers } from '../../init/answers.ts';
import { gatewayConfigOf } from '../../init/gateway-choice.ts';
import { catalogueText, productsIn } from '../../init/site/products.ts';
import { storefrontText } from '../../init/storefront-text.ts';
import type { Topic } from './questions.ts';

/** What is wrong with an answer, by the rules of the files that are made of it. */
export interface AnswerMistake extends Pick<Mistake, 'found' | 'remedy'> {
  readonly topic: Topic;
}

/** Everything that the storefront file and the catalogue would be refused for. */
export function mistakesIn(answers: Answers): readonly AnswerMistake[] {
  const { mistakes } = checkSource(readSource(storefrontText(answers)), '.', storefrontKind);
  return [
    ...mistakes
      // The pages are not written yet.
      .filter(({ path }) => !path.includes('site'))
      .map(({ path, found, remedy }) => ({ topic: topicOf(path), found, remedy })),
    ...ofCatalogue(answers),
  ];
}

function ofCatalogue({ currencies, gateways }: Answers): readonly AnswerMistake[] {
  const text = catalogueText(productsIn(currencies), currencies, 'en');
  try {
    checkedCatalogue({
      file: 'catalogue.json',
      bytes: Buffer.from(text),
      gateways: gateways.map((choice) => gatewayConfigOf(choice, 'live', currencies)),
    });
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.mistakes.map(({ found, remedy }) => ({ topic: 'currency', found, remedy }));
  }
}

const topicsByPath: readonly (readonly [RegExp, Topic])[] = [
  [/^shop$/, 'shop'],
  [/^contacts\.security/, 'security'],
  [/^contacts\.operations/, 'operations'],
  [/^yearlyTransactions\.visa/, 'visa'],
  [/^yearlyTransactions\.mastercard/, 'mastercard'],
  [/^environments\.staging\.account/, 'staging-account'],
  [/\.account$/, 'account'],
  [/\.region$/, 'region'],
  [/\.(?:domain|zone\.name)$/, 'domain'],
  [/\.payments\./, 'gateway'],
];

/** The topic that a setting was made of. What no topic explains is a fault of what `palisade init` writes. */
function topicOf(path: Path): Topic {
  const setting = path.join('.');
  const [, topic] = topicsByPath.find(([pattern]) => pattern.test(setting)) ?? [];
  if (topic !== undefined) return topic;
  throw new Error(`the storefront file of a new shop is refused at ${setting}`);
}
