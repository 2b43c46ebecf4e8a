import type { StorefrontDraft } from './form.ts';
import type { Mistake } from './mistake.ts';
import {
  backupsKeptInOrder,
  complianceLockAccepted,
  complianceLockInProduction,
  otherAccountDiffers,
  recoveryElsewhere,
  recoveryRegionKnown,
  rpoKept,
  rtoKept,
} from './rules/backup.ts';
import { reservationsFit } from './rules/concurrency.ts';
import { signInAddressFree } from './rules/customers.ts';
import { someoneDelivers } from './rules/delivery.ts';
import {
  aliasesFitCertificate,
  aliasesInZone,
  domainInZone,
  existingNetworkDecides,
  existingNetworkWhole,
  existingSubnetsDiffer,
  hstsRampEnds,
  hstsRampIsOfUse,
  natZonesFit,
  originFacingListKnown,
  ownZoneForShop,
  preloadOnlyForZone,
  subdomainsLeftOutAtApexOnly,
  tagNames,
  zonesInRegion,
} from './rules/environment.ts';
import {
  countedOnce,
  exceptionApprovedByAnother,
  exceptionEndsInTime,
  scannerIsNarrow,
} from './rules/firewall.ts';
import {
  gatewaySettingsGiven,
  gatewaySettingsKnown,
  gatewaySettingsWellFormed,
  gatewayTakesCurrencies,
  registeredGateway,
  supportedChallenge,
  supportedIntegration,
} from './rules/gateway.ts';
import { boundaryOfAccount, keyOfAccountAndRegion } from './rules/guardrails.ts';
import {
  dmarcIsWhole,
  dmarcRampEnds,
  mailInRegion,
  mailInZone,
  mailIsWhole,
  mailNamesDiffer,
  mailOwnerHasIt,
  receivesInTheOpen,
} from './rules/mail.ts';
import { ordersEnd, personalGoesFirst, personalLongEnough } from './rules/orders.ts';
import {
  checksAreReported,
  gatewaysOnce,
  noLiveModeOutsideProduction,
  noTestModeInProduction,
  saqDIsUsed,
  serverNeedsSaqD,
} from './rules/payments.ts';
import { roleHoldersDiffer, roleHoldersFitSignIn, someRoleIsHeld } from './rules/people.ts';
import type { EnvironmentRule, GatewayRule, ShopRule } from './rules/rule.ts';
import {
  exceptionsLeaveSome,
  justificationIsUsed,
  justifiedWherePaid,
  patternsNest,
} from './rules/scripts.ts';
import {
  confirmedByAnother,
  confirmedInTime,
  confirmedOnce,
  contactsDiffer,
  environmentNames,
  environmentsOf,
  hostNamesDiffer,
  onlineWithinTotal,
  productionAlone,
  zonesDiffer,
} from './rules/shop.ts';
import { embeddedByOthers, placesAreOwn, redirectsExist, siteHasPages } from './rules/site.ts';

const shopRules: readonly ShopRule[] = [
  contactsDiffer,
  onlineWithinTotal,
  confirmedByAnother,
  confirmedInTime,
  confirmedOnce,
  environmentNames,
  hostNamesDiffer,
  productionAlone,
  zonesDiffer,
  justifiedWherePaid,
  justificationIsUsed,
  exceptionsLeaveSome,
  patternsNest,
  reservationsFit,
  signInAddressFree,
  mailNamesDiffer,
  mailOwnerHasIt,
];

const environmentRules: readonly EnvironmentRule[] = [
  domainInZone,
  ownZoneForShop,
  aliasesInZone,
  aliasesFitCertificate,
  originFacingListKnown,
  zonesInRegion,
  natZonesFit,
  existingNetworkWhole,
  existingSubnetsDiffer,
  existingNetworkDecides,
  boundaryOfAccount,
  keyOfAccountAndRegion,
  someoneDelivers,
  preloadOnlyForZone,
  subdomainsLeftOutAtApexOnly,
  hstsRampEnds,
  hstsRampIsOfUse,
  siteHasPages,
  placesAreOwn,
  embeddedByOthers,
  redirectsExist,
  gatewaysOnce,
  checksAreReported,
  saqDIsUsed,
  personalGoesFirst,
  personalLongEnough,
  ordersEnd,
  complianceLockAccepted,
  complianceLockInProduction,
  recoveryElsewhere,
  recoveryRegionKnown,
  otherAccountDiffers,
  backupsKeptInOrder,
  rpoKept,
  rtoKept,
  exceptionApprovedByAnother,
  exceptionEndsInTime,
  countedOnce,
  scannerIsNarrow,
  mailInZone,
  mailInRegion,
  mailIsWhole,
  dmarcIsWhole,
  dmarcRampEnds,
  receivesInTheOpen,
  roleHoldersFitSignIn,
  roleHoldersDiffer,
  someRoleIsHeld,
  tagNames,
];

const gatewayRules: readonly GatewayRule[] = [
  registeredGateway,
  supportedIntegration,
  supportedChallenge,
  gatewayTakesCurrencies,
  gatewaySettingsKnown,
  gatewaySettingsGiven,
  gatewaySettingsWellFormed,
  noLiveModeOutsideProduction,
  noTestModeInProduction,
  serverNeedsSaqD,
];

/** Everything that must hold between settings, by what each rule looks at. */
export const rules = { shop: shopRules, environment: environmentRules, gateway: gatewayRules };

/** Judges what the form of a file has left to judge; `folder` is where the file lies. */
export function checkRules(shop: StorefrontDraft, folder: string): readonly Mistake[] {
  const environments = environmentsOf(shop).map(([name, environment]) => ({
    environment,
    path: ['environments', name],
  }));
  const gateways = environments.flatMap(({ environment, path }) =>
    (environment.payments?.gateways ?? []).flatMap((gateway, index) =>
      gateway ? [{ gateway, environment, path: [...path, 'payments', 'gateways', index] }] : [],
    ),
  );
  return [
    ...rules.shop.flatMap((check) => check(shop)),
    ...environments.flatMap(({ environment, path }) =>
      rules.environment.flatMap((check) => check(environment, path, folder)),
    ),
    ...gateways.flatMap(({ gateway, environment, path }) =>
      rules.gateway.flatMap((check) => check(gateway, environment, path)),
    ),
  ];
}
