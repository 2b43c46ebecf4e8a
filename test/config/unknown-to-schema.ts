const twoValues =
  'It compares the values of two settings, and JSON Schema holds each against constants alone.';
const arithmetic = 'It counts or adds, and JSON Schema compares numbers with constants alone.';
const days = 'It compares days, which JSON Schema takes for text.';
const patterns = 'It asks whether one path pattern matches what another one does, which no keyword says.';
const onDisk = 'It asks what lies on the disk.';
const derived = 'The region is derived from the law of another one, unless it is set.';

/** Rules between settings that a schema for editors cannot hold a file to, and why. */
export const unknownToSchema = {
  aliasesFitCertificate: arithmetic,
  aliasesInZone: twoValues,
  backupsKeptInOrder: arithmetic,
  boundaryOfAccount: twoValues,
  confirmedByAnother: twoValues,
  confirmedInTime: days,
  contactsDiffer: twoValues,
  countedOnce: twoValues,
  dmarcRampEnds: days,
  domainInZone: twoValues,
  embeddedByOthers: twoValues,
  exceptionApprovedByAnother: twoValues,
  exceptionEndsInTime: days,
  exceptionsLeaveSome: patterns,
  hostNamesDiffer: twoValues,
  hstsRampEnds: days,
  justificationIsUsed: patterns,
  justifiedWherePaid: patterns,
  keyOfAccountAndRegion: twoValues,
  mailInZone: twoValues,
  mailNamesDiffer: twoValues,
  mailOwnerHasIt: twoValues,
  onlineWithinTotal: arithmetic,
  otherAccountDiffers: twoValues,
  ownZoneForShop: twoValues,
  patternsNest: patterns,
  personalGoesFirst: arithmetic,
  personalLongEnough: arithmetic,
  ordersEnd: arithmetic,
  placesAreOwn: patterns,
  preloadOnlyForZone: twoValues,
  productionAlone: twoValues,
  recoveryElsewhere: twoValues,
  recoveryRegionKnown: derived,
  redirectsExist: onDisk,
  reservationsFit: arithmetic,
  rpoKept: arithmetic,
  rtoKept: arithmetic,
  scannerIsNarrow: arithmetic,
  signInAddressFree: twoValues,
  siteHasPages: onDisk,
  subdomainsLeftOutAtApexOnly: twoValues,
  zonesDiffer: twoValues,
  zonesInRegion: twoValues,
};
