import prefixLists from '../../cloudformation/prefix-lists.json' with { type: 'json' };
import { mistake, quoted } from '../mistake.ts';
import type { EnvironmentRule } from './rule.ts';
import { badTagNames } from './tags.ts';

/** The zone must be able to hold the records of the domain. */
export const domainInZone: EnvironmentRule = ({ domain, zone }, path) => {
  if (!domain || !zone?.name || domain === zone.name || domain.endsWith(`.${zone.name}`)) return [];
  const remedy = `write a domain in the zone ${zone.name}, such as shop.${zone.name}`;
  return [mistake([...path, 'domain'], quoted(domain), remedy)];
};

/** A zone without an id is made for the shop: that of a parent would answer for names that are not the shop's. */
export const ownZoneForShop: EnvironmentRule = ({ domain, aliases = [], zone }, path) => {
  if (!domain || !zone?.name || 'id' in zone || !domain.endsWith(`.${zone.name}`)) return [];
  if (aliases.includes(undefined) || aliases.includes(zone.name)) return [];
  const found = `${quoted(zone.name)} without an id, of which ${domain} is only one name`;
  const remedy = `write ${domain} for a zone of the shop's own, or add the id of the zone that exists`;
  return [mistake([...path, 'zone', 'name'], found, remedy)];
};

/** The zone must be able to hold the records of every name. */
export const aliasesInZone: EnvironmentRule = ({ aliases = [], zone }, path) =>
  aliases.flatMap((alias, index) => {
    if (!alias || !zone?.name || alias === zone.name || alias.endsWith(`.${zone.name}`)) return [];
    const remedy = `write a name in the zone ${zone.name}, such as www.${zone.name}`;
    return [mistake([...path, 'aliases', index], quoted(alias), remedy)];
  });

// ACM's quota, unless AWS raises it (https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html).
const mostNames = 10;

/** One certificate bears all names. */
export const aliasesFitCertificate: EnvironmentRule = ({ aliases = [], mail }, path) => {
  // A shop that receives mail answers for its MTA-STS policy under a name of its own.
  const others = typeof mail === 'object' && mail.receives ? 2 : 1;
  const most = mostNames - others;
  if (aliases.length <= most) return [];
  const remedy = `write ${most} at the most: a certificate has ${mostNames} names`;
  return [mistake([...path, 'aliases'], `${aliases.length} names beside the domain`, remedy)];
};

/** Preloading reaches every host below the name, so only the owner of the whole zone may ask for it. */
export const preloadOnlyForZone: EnvironmentRule = ({ preloadHsts, domain, zone }, path) => {
  if (!preloadHsts || !domain || !zone?.name || domain === zone.name) return [];
  const found = `true for ${domain}, a name below the zone ${zone.name}`;
  return [mistake([...path, 'preloadHsts'], found, 'write false or remove it')];
};

/** Names below the shop's own name are bound in any case; those of a whole company only where its owner asks for it. */
export const subdomainsLeftOutAtApexOnly: EnvironmentRule = (environment, path) => {
  const { includeSubdomains, preloadHsts, domain, zone } = environment;
  if (includeSubdomains !== false || !domain || !zone?.name) return [];
  const at = [...path, 'includeSubdomains'];
  if (domain !== zone.name || !zone.id) {
    return [
      mistake(at, `false for ${domain}, below which all names are the shop's`, 'write true or remove it'),
    ];
  }
  if (!preloadHsts) return [];
  return [
    mistake(at, 'false beside preloadHsts: true', 'write true or remove it, or write preloadHsts: false'),
  ];
};

const longestRampDays = 28;

/** A ramp is for moving in, and ends by itself. */
export const hstsRampEnds: EnvironmentRule = ({ hstsRamp }, path) => {
  const { begins, ends } = hstsRamp ?? {};
  if (begins === undefined || ends === undefined) return [];
  const days = (Date.parse(ends) - Date.parse(begins)) / 86_400_000;
  if (days >= 1 && days <= longestRampDays) return [];
  const found = `${quoted(ends)}, which is ${days} days after ${quoted(begins)}`;
  const remedy = `write a day from 1 to ${longestRampDays} days later`;
  return [mistake([...path, 'hstsRamp', 'ends'], found, remedy)];
};

/** What is not production has no shoppers to hold, and the preload list holds them for longer than any ramp. */
export const hstsRampIsOfUse: EnvironmentRule = ({ hstsRamp, purpose, preloadHsts }, path) => {
  if (!hstsRamp) return [];
  const remedy = 'remove it';
  const at = [...path, 'hstsRamp'];
  if (purpose === 'non-production') return [mistake(at, 'a ramp where no shoppers come', remedy)];
  return preloadHsts
    ? [mistake(at, 'a ramp beside preloadHsts, which asks for a year at least', remedy)]
    : [];
};

/** A zone of another region is refused by AWS when the other stacks are deployed already. */
export const zonesInRegion: EnvironmentRule = ({ region, availabilityZones }, path) => {
  if (!region || !Array.isArray(availabilityZones)) return [];
  return availabilityZones.flatMap((zone, index) =>
    zone === undefined || (zone.slice(0, -1) === region && availabilityZones.indexOf(zone) === index)
      ? []
      : [
          mistake(
            [...path, 'availabilityZones', index],
            quoted(zone),
            `write a zone of ${region} that is not in the list yet, such as ${region}${'abc'.charAt(index)}`,
          ),
        ],
  );
};

/** The load balancer's group admits the servers of CloudFront by a list whose id differs by region. */
export const originFacingListKnown: EnvironmentRule = ({ region, existing }, path) => {
  if (!region || Object.hasOwn(prefixLists.cloudFrontOriginFacing, region)) return [];
  if (existing?.cloudFrontPrefixList) return [];
  return [
    mistake(
      [...path, 'region'],
      `${quoted(region)}, where the kit does not know the prefix list of CloudFront`,
      'write its id as existing.cloudFrontPrefixList; aws ec2 describe-managed-prefix-lists names it com.amazonaws.global.cloudfront.origin-facing',
    ),
  ];
};

/** The NAT gateway cannot have an address where the network has no subnet. */
export const natZonesFit: EnvironmentRule = ({ availabilityZones = 2, natZones = 1 }, path) => {
  const zones = typeof availabilityZones === 'number' ? availabilityZones : availabilityZones.length;
  if (natZones <= zones) return [];
  return [
    mistake(
      [...path, 'natZones'],
      `${natZones} of ${zones} availability zones`,
      `write ${zones} at the most`,
    ),
  ];
};

const ofExistingNetwork = {
  owner: 'write who runs it, such as platform@boutique.example',
  vpc: 'write the id of the network that the rest belongs to, such as vpc-0123456789abcdef0',
  subnets: 'write the ids of two to six private subnets of the network, in different availability zones',
};

/** A network that exists is described whole, or the kit makes one. */
export const existingNetworkWhole: EnvironmentRule = ({ existing = {} }, path) => {
  const given = ['owner', 'vpc', 'subnets', 'endpoints'] as const;
  const [first] = given.filter((name) => existing[name] !== undefined);
  if (first === undefined) return [];
  return Object.entries(ofExistingNetwork)
    .filter(([name]) => !Object.hasOwn(existing, name))
    .map(([name, remedy]) =>
      mistake([...path, 'existing', name], `nothing beside existing.${first}`, remedy),
    );
};

/** A load balancer takes one subnet of a zone; the same one twice is one. */
export const existingSubnetsDiffer: EnvironmentRule = ({ existing }, path) => {
  const subnets = existing?.subnets ?? [];
  return subnets.flatMap((subnet, index) =>
    subnet === undefined || subnets.indexOf(subnet) === index
      ? []
      : [
          mistake(
            [...path, 'existing', 'subnets', index],
            `${quoted(subnet)} twice`,
            'write a subnet of another availability zone',
          ),
        ],
  );
};

/** What describes a network of the kit's own would be without effect in one that exists. */
export const existingNetworkDecides: EnvironmentRule = (environment, path) => {
  if (environment.existing?.vpc === undefined) return [];
  return (['availabilityZones', 'egress', 'natZones'] as const)
    .filter((name) => environment[name] !== undefined)
    .map((name) =>
      mistake(
        [...path, name],
        'it beside existing.vpc',
        'remove it; whoever runs the network decides about its zones and about what leaves it',
      ),
    );
};

/** AWS refuses other names when the stacks are deployed already. */
export const tagNames: EnvironmentRule = ({ tags }, path) => badTagNames(tags, path);
