import { gatewayOf } from '../../../lambda/gateways/index.ts';
import { gatewayNames } from '../../../lambda/gateways/registry.ts';
import { checkNames } from '../../../lambda/shared/orders/check-policy.ts';
import mailRegions from '../../aws/mail-regions.json' with { type: 'json' };
import prefixLists from '../../cloudformation/prefix-lists.json' with { type: 'json' };
import type { JsonSchema } from '../json-schema.ts';
import { permissionSetName, userArn } from '../schema/people.ts';
import { absent, at, when, wherever } from './conditions.ts';

/** What has to hold between the settings of one environment, as far as their values alone decide it. */
export function environmentConditions(): readonly JsonSchema[] {
  return [...byPurpose, ...ofBackup, ...ofNetwork, ...ofPayments(), ofMail, ...ofPeople];
}

const isProduction = at(['purpose'], { const: 'production' });
const isNotProduction = at(['purpose'], { const: 'non-production' });

function modeOf(mode: 'live' | 'test'): JsonSchema {
  const description = `Real money moves in production alone: write ${mode} here.`;
  return wherever(['payments', 'gateways'], {
    items: wherever(['mode'], { const: mode, description }),
  });
}

const byPurpose: readonly JsonSchema[] = [
  when(isProduction, modeOf('live')),
  when(isNotProduction, modeOf('test')),
  when(isNotProduction, wherever(['hstsRamp'], absent)),
  when(isNotProduction, wherever(['mail', 'receives'], absent)),
  when(at(['preloadHsts'], { const: true }), wherever(['hstsRamp'], absent)),
];

const isLockedForGood = at(['backup', 'lock', 'mode'], { const: 'compliance' });

const ofBackup: readonly JsonSchema[] = [
  when(isNotProduction, { not: isLockedForGood }),
  when(isLockedForGood, at(['backup', 'lock'], { required: ['acceptedBy', 'date'] })),
];

const ofItsOwner = ['owner', 'vpc', 'subnets', 'endpoints'];

const ofNetwork: readonly JsonSchema[] = [
  wherever(['existing', 'subnets'], { uniqueItems: true }),
  when(
    at(['existing'], { anyOf: ofItsOwner.map((name) => ({ required: [name] })) }),
    at(['existing'], { required: ['owner', 'vpc', 'subnets'] }),
  ),
  when(at(['existing', 'vpc'], {}), {
    properties: { availabilityZones: absent, egress: absent, natZones: absent },
  }),
  when(
    { not: at(['availabilityZones'], { anyOf: [{ const: 3 }, { type: 'array', minItems: 3 }] }) },
    wherever(['natZones'], { maximum: 2 }),
  ),
  when(
    at(['region'], { not: { enum: Object.keys(prefixLists.cloudFrontOriginFacing) } }),
    at(['existing', 'cloudFrontPrefixList'], {}),
  ),
];

function ofPayments(): readonly JsonSchema[] {
  const someGateway = (gateway: JsonSchema) => at(['payments', 'gateways'], { contains: gateway });
  const takesCards = someGateway(at(['integration'], { const: 'server' }));
  const once = gatewayNames.map((name) =>
    wherever(['payments', 'gateways'], {
      contains: at(['name'], { const: name }),
      minContains: 0,
      maxContains: 1,
    }),
  );
  const answered = checkNames.map((check) => {
    const silent = gatewayNames.filter((name) => !gatewayOf(name).checks.includes(check));
    return when(at(['payments', 'checks', check], { const: 'unconfirmed' }), {
      not: someGateway(at(['name'], { enum: silent })),
    });
  });
  return [
    when(takesCards, at(['payments', 'saqD'], {}), wherever(['payments', 'saqD'], absent)),
    ...once,
    ...answered,
  ];
}

const ofMail: JsonSchema = when(at(['mail'], { type: 'object' }), {
  allOf: [
    at(['region'], { enum: mailRegions.regions }),
    at(['mail'], {
      oneOf: [
        { required: ['dmarc'], properties: { ownedBy: absent } },
        { required: ['ownedBy'], properties: { dmarc: absent, receives: absent } },
      ],
    }),
    wherever(['mail', 'dmarc'], { oneOf: [{ required: ['reports'] }, { required: ['owner'] }] }),
  ],
});

const ofPeople: readonly JsonSchema[] = [
  wherever(['delivery'], { anyOf: [{ required: ['github'] }, { required: ['gitlab'] }] }),
  wherever(['people'], { anyOf: [{ required: ['breakGlass'] }, at(['roles'], { minProperties: 1 })] }),
  wherever(['people', 'roles'], { additionalProperties: { uniqueItems: true } }),
  wherever(['people', 'breakGlass'], { uniqueItems: true }),
  ...Object.entries({ iam: userArn, identityCenter: permissionSetName }).map(([signIn, { source }]) =>
    when(
      at(['people', 'signIn'], { const: signIn }),
      wherever(['people', 'roles'], { additionalProperties: { items: { pattern: source } } }),
    ),
  ),
];
