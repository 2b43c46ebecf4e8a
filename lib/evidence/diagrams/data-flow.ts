import { mappingType, sourcesOf } from '../../cloudformation/event-sources.ts';
import type { Model } from '../../cloudformation/model/model.ts';
import type { Resource } from '../../cloudformation/model/types.ts';
import { referenced } from '../../cloudformation/references.ts';
import { isLike } from '../../cloudformation/wildcards.ts';
import { groupBy } from '../../group-by.ts';
import { useOf } from '../../policy/data-classes.ts';
import type { EvidenceEnvironment } from '../environment.ts';
import { made } from '../registers/register.ts';
import { admissionsOf, cardEntries, type Family, type Gateway } from './card-entry.ts';
import { type Diagram, type DiagramNode, diagramOf, type Flow, nodeOf, type Zone } from './diagram.ts';
import {
  type FunctionRoute,
  functionRoutes,
  type IngressRoute,
  ingressRoutes,
  siteRoutes,
} from './routes.ts';
import { secretType, type Use } from './uses.ts';

const aws: Zone = { id: 'aws', name: 'AWS account of the shop' };
const browser: DiagramNode = { id: 'browser', name: 'Browser', word: 'Shopper', kind: 'people' };

/** How money and data of shoppers go through an environment, a diagram for each family of integrations in use. */
export function dataFlows(
  environment: EvidenceEnvironment,
  uses: readonly Use[],
  model: Model,
): readonly Diagram[] {
  const families = groupBy(environment.contract.payments.gateways, ({ integration }) => integration);
  if (families.size === 0) return [];
  const shop = shopOf(environment, uses, model);
  return [...families.values()].flatMap((gateways) => {
    const [first] = gateways;
    return first ? [familyDiagram(first.integration, gateways, shop)] : [];
  });
}

/** What of an environment all families share. */
interface Shop {
  readonly environment: EvidenceEnvironment;
  readonly distributions: readonly Resource[];
  readonly ingress: readonly IngressRoute[];
  readonly routes: readonly FunctionRoute[];
  /** Of stores of personal data, and of the secrets of gateways. */
  readonly uses: readonly Use[];
  readonly mappings: readonly {
    readonly mapping: Resource;
    readonly source: Resource;
    readonly lambda: Resource;
  }[];
  readonly model: Model;
}

function shopOf(environment: EvidenceEnvironment, uses: readonly Use[], model: Model): Shop {
  const distributions = made(environment, 'AWS::CloudFront::Distribution');
  const ingress = ingressRoutes(distributions);
  const balancers = [...new Set(ingress.map(({ balancer }) => balancer))];
  // What the contract does not classify may hold anything.
  const holdsPersonal = (store: Resource) => (useOf(store)?.class ?? 'personal') === 'personal';
  return {
    environment,
    distributions,
    ingress,
    routes: balancers
      .flatMap((balancer) => functionRoutes(balancer, model))
      .filter(({ paths }) =>
        paths.some((path) => ['api', 'callback'].includes(servedBy(path, environment) ?? '')),
      ),
    uses: uses.filter(({ of }) => of.type === secretType || holdsPersonal(of)),
    mappings: mappingsIn(environment, model).filter(({ source }) => holdsPersonal(source)),
    model,
  };
}

/** What a path serves, as the contract says. */
function servedBy(path: string, { contract }: EvidenceEnvironment): string | undefined {
  return contract.paths.find(({ pattern }) => isLike(path, pattern))?.serves;
}

function mappingsIn(environment: EvidenceEnvironment, model: Model): Shop['mappings'] {
  return made(environment, mappingType).flatMap((mapping) => {
    const lambda = referenced(mapping.property('FunctionName'));
    return lambda ? sourcesOf(mapping, model).map((source) => ({ mapping, source, lambda })) : [];
  });
}

function familyDiagram(family: Family, gateways: readonly Gateway[], shop: Shop): Diagram {
  const flows = [
    ...wayIn(family, gateways, shop),
    ...behind(shop),
    ...gateways.flatMap((one) => withGateway(one, shop)),
  ];
  const names = gateways.map(({ name }) => name).join(', ');
  return diagramOf(
    {
      id: `data-flow-${family}`,
      title: `Data flow: ${cardEntries[family].title} (${names})`,
      about: `Where the payment takes its way. ${cardsGo(flows)} The contract in the templates names the integration; what code sends shows in no template.`,
    },
    flows,
  );
}

function cardsGo(flows: readonly Flow[]): string {
  const cards = flows.filter(({ hasCards }) => hasCards);
  if (cards.length === 0) return 'No flow of card numbers is in the templates.';
  return cards.some(({ to }) => to.zone === aws)
    ? 'Card numbers pass through the shop, on the thick double arrows.'
    : 'Card numbers go on the thick double arrows alone, past every resource of the shop.';
}

function isOfApi({ paths }: FunctionRoute, environment: EvidenceEnvironment): boolean {
  return paths.some((path) => servedBy(path, environment) === 'api');
}

/** From the browser to the functions; a shop that sends cards on itself takes them in by the API. */
function wayIn(
  family: Family,
  gateways: readonly Gateway[],
  { distributions, ingress, routes, environment, uses, model }: Shop,
): readonly Flow[] {
  const takesCards = family === 'server';
  const sendsOn = (route: FunctionRoute) =>
    isOfApi(route, environment) &&
    gateways.some((one) => keyHolders(one, uses).some(({ lambda }) => lambda === route.lambda));
  return [
    ...distributions.map((distribution) => ({
      from: browser,
      to: edgeNode(distribution),
      says: takesCards
        ? 'asks for pages and pays by the API, card number included'
        : 'asks for pages and starts payments',
      hasCards: takesCards,
      restsOn: [distribution],
    })),
    ...siteRoutes(distributions, model).map(({ distribution, bucket }) => ({
      ...plain,
      from: edgeNode(distribution),
      to: nodeOf(bucket, 'store', { zone: aws }),
      says: 'reads the pages',
      restsOn: [distribution, bucket],
    })),
    ...ingress.map(({ distribution, vpcOrigin, balancer }) => ({
      from: edgeNode(distribution),
      to: nodeOf(balancer, 'network', { zone: aws }),
      says: 'hands on calls of the API and callbacks',
      hasCards: takesCards,
      restsOn: [distribution, vpcOrigin, balancer],
    })),
    ...routes.map((route) => ({
      from: nodeOf(route.balancer, 'network', { zone: aws }),
      to: functionNode(route.lambda),
      says: route.paths.join(', '),
      hasCards: takesCards && sendsOn(route),
      restsOn: [route.balancer, route.listener, route.rule, route.target, route.lambda],
    })),
  ];
}

/** Between functions and stores. */
function behind({ uses, mappings }: Shop): readonly Flow[] {
  return [
    ...uses
      .filter(({ of }) => of.type !== secretType)
      .map(({ lambda, role, of, does }) => ({
        ...plain,
        from: functionNode(lambda),
        to: nodeOf(of, 'store', { zone: aws }),
        says: does,
        restsOn: [lambda, role, of],
      })),
    ...mappings.map(({ mapping, source, lambda }) => ({
      ...plain,
      from: nodeOf(source, 'store', { zone: aws }),
      to: functionNode(lambda),
      says: 'is read by',
      restsOn: [mapping, source, lambda],
    })),
  ];
}

/** Between a gateway and the browser, the functions that have its keys, and the way in of its callbacks. */
function withGateway(gateway: Gateway, shop: Shop): readonly Flow[] {
  const { distributions, environment, routes } = shop;
  const node: DiagramNode = {
    id: `gateway ${gateway.name}`,
    name: gateway.name,
    word: 'Gateway',
    kind: 'outside',
    detail: gateway.mode,
  };
  const takesCards = gateway.integration === 'server';
  const callbacks = routes.filter(({ paths }) =>
    paths.some((path) => servedBy(path, environment) === 'callback'),
  );
  return [
    ...admissionsOf(gateway, distributions, environment.contract).map(({ distribution, policy, hosts }) => ({
      from: browser,
      to: node,
      says: `${cardEntries[gateway.integration].typed} (${hosts.join(', ')})`,
      hasCards: true,
      restsOn: [distribution, policy],
    })),
    ...keyHolders(gateway, shop.uses).map(({ lambda, role, of }) => ({
      from: functionNode(lambda),
      to: node,
      says: 'has its keys and calls its API',
      hasCards:
        takesCards && shop.routes.some((route) => route.lambda === lambda && isOfApi(route, environment)),
      restsOn: [lambda, role, of],
    })),
    ...callbacks.flatMap(({ listener, rule, target, lambda }) =>
      distributions.map((distribution) => ({
        ...plain,
        from: node,
        to: edgeNode(distribution),
        says: 'tells of payments by signed callbacks',
        restsOn: [distribution, listener, rule, target, lambda],
      })),
    ),
  ];
}

/** The functions that may read the keys of a gateway. */
function keyHolders({ name }: Gateway, uses: readonly Use[]): readonly Use[] {
  return uses.filter(({ of }) => String(of.property('Name').literal).endsWith(`/gateways/${name}`));
}

const plain = { hasCards: false };

function edgeNode(distribution: Resource): DiagramNode {
  return nodeOf(distribution, 'edge', { zone: aws });
}

function functionNode(lambda: Resource): DiagramNode {
  return nodeOf(lambda, 'function', { zone: aws });
}
