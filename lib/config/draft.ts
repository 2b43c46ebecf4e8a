import type { StorefrontFile } from './schema.ts';

/** A value of which any part may be missing, because what had the wrong form was taken out. */
type Draft<T> = T extends readonly (infer E)[]
  ? readonly (Draft<E> | undefined)[]
  : T extends object
    ? { readonly [K in keyof T]?: Draft<T[K]> }
    : T;

export type StorefrontDraft = Draft<StorefrontFile>;
export type EnvironmentDraft = Draft<StorefrontFile['environments'][string]>;
export type GatewayDraft = Draft<StorefrontFile['environments'][string]['payments']['gateways'][number]>;
