import { sameName } from '../../../cloudformation/hosted-zones.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { textIs } from '../../../cloudformation/texts.ts';
import { valuesAt } from '../../../cloudformation/value-paths.ts';
import { hostNames } from '../../../contract/launch.ts';
import type { StorefrontContract } from '../../../contract/schema.ts';
import { flawsOf } from '../../choices.ts';
import { expectOneOf } from '../../expect.ts';
import { notApplicable, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { verdictAt } from '../../statements/allowed.ts';
import facts from './own-answers.json' with { type: 'json' };

interface Answers {
  /** Where a host stands that the answer leads to. */
  readonly hosts?: readonly string[];
  /** Where the media type of the answer stands. */
  readonly media?: readonly string[];
  /** Where texts stand that answers are chosen from, by a name of their own. */
  readonly bodies?: string;
  /** Where headers of the answer stand. */
  readonly headers?: readonly string[];
}

const answers: Readonly<Record<string, Answers>> = facts.answers;

/** What a load balancer, a firewall or a bucket answers by itself carries none of the headers that the site sends. */
export const edge03Answers: Rule = {
  id: 'EDGE-03-answers',
  title: 'Answers that AWS writes for a storefront are plain text, and lead to names of the shop',
  severity: 'high',
  types: Object.keys(answers),
  why: 'A page in the answer of a firewall runs under the name of the shop without its content security policy, and a redirect takes shoppers to whoever is named there.',
  fix: 'Answer in plain text or JSON, let redirects keep the host or name one of the shop, and leave out headers but Retry-After, Cache-Control and X-Robots-Tag.',
  controls: ['EDGE-03', 'HDR-05'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource, model) => {
    const shop = model.storefrontOf(resource.template)?.contract;
    if (!shop) return [notApplicable(resource, 'no storefront names its hosts')];
    const seen = seenIn(resource, shop);
    const flaws = flawsOf(seen);
    return flaws.length > 0 ? flaws : [notApplicable(resource, 'it answers nothing but plain text')];
  },
};

function seenIn(resource: Resource, shop: StorefrontContract): readonly Observation[] {
  const { hosts = [], media = [], bodies, headers = [] } = answers[resource.type] ?? {};
  return [
    ...written(resource, hosts).map((host) => leadsTo(host, shop)),
    ...written(resource, media).map((type) => expectOneOf(type, facts.media)),
    ...(bodies === undefined ? [] : textsAt(resource.property(bodies))),
    ...written(resource, headers).map(expectHarmless),
  ];
}

function written(resource: Resource, paths: readonly string[]): readonly Value[] {
  return paths.flatMap((path) => valuesAt(resource, path)).filter(({ isAbsent }) => !isAbsent);
}

function textsAt(bodies: Value): readonly Observation[] {
  return bodies.keys().map((name) => expectOneOf(bodies.entry(name).at('ContentType'), facts.media));
}

/** The load balancer's own placeholder keeps the host that was asked for. */
function leadsTo(host: Value, shop: StorefrontContract): Observation {
  const verdict = textIs(
    host,
    (text) => text === '#{host}' || hostNames(shop).some((own) => sameName(text, own)),
  );
  return verdictAt(verdict, host, { expected: 'a name of the shop' });
}

function expectHarmless(name: Value): Observation {
  const verdict = textIs(name, (text) => facts.headers.includes(text.toLowerCase()));
  return verdictAt(verdict, name, { expected: facts.headers.join(' or ') });
}
