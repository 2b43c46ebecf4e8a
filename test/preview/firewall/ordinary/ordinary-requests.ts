import { readFileSync } from 'node:fs';
import type { RequestProps } from '../../../../lib/preview/responder.ts';
import corpus from './requests.json' with { type: 'json' };

/** A request that a firewall must let through, and whose it is. */
export interface OrdinaryRequest {
  readonly about: string;
  readonly request: RequestProps;
}

const hosts: Readonly<Record<string, string>> = {
  boutique: 'shop.boutique.example',
  atelier: 'lyngmo.example',
};

/** What browsers have asked a shop of the examples for in the browser tests, as `npm run record-requests` has written it down. */
export const recordedRequests = (example: string) => ofCorpus('recorded', example);

/** The same from other programs, in other languages, with long and odd queries, and ordered by people with other names. */
export const completedRequests = (example: string) => ofCorpus('completed', example);

/** All of both, and what gateways send, which are no shoppers. */
export function ordinaryRequests(example: string): readonly OrdinaryRequest[] {
  return [...recordedRequests(example), ...completedRequests(example), ...callbacks(example)];
}

function ofCorpus(part: 'recorded' | 'completed', example: string): readonly OrdinaryRequest[] {
  const rows = corpus[part] as unknown as readonly (readonly [string, string, string, number, string?])[];
  return rows
    .filter(([shop]) => shop === example)
    .map(([, method, target, headers, body = ''], index) => ({
      about: `${method} ${target.slice(0, 80)} with ${body.slice(0, 80)}`,
      request: {
        method,
        url: `https://${hosts[example]}${target}`,
        headers: headersOf(headers),
        body,
        address: addressOf(index),
      },
    }));
}

function headersOf(list: number): Readonly<Record<string, string>> {
  const texts = (corpus.lists[list] ?? []).map((place) => corpus.headers[place] ?? '');
  return Object.fromEntries(texts.map((text) => text.split(/: (.*)/s).slice(0, 2)));
}

/** Callbacks as they were recorded: gateways send agents that are no browsers, or none. */
function callbacks(example: string): readonly OrdinaryRequest[] {
  const { vectors }: { readonly vectors: readonly Vector[] } = JSON.parse(
    readFileSync('test/lambda/gateways/vectors.json', 'utf8'),
  );
  return vectors
    .filter(({ valid, bodyBase64 }) => valid && bodyBase64)
    .map(({ gateway, headers = {}, bodyBase64 = '' }, index) => ({
      about: `a callback of ${gateway}`,
      request: {
        method: 'POST',
        url: `https://${hosts[example]}/callbacks/${gateway}`,
        headers: { 'content-type': 'application/json', ...headers },
        body: Buffer.from(bodyBase64, 'base64'),
        address: addressOf(index),
      },
    }));
}

interface Vector {
  readonly gateway: string;
  readonly valid: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  readonly bodyBase64?: string;
}

/** Forty requests come from each address, as from people behind a provider's. */
function addressOf(index: number): string {
  return `198.51.100.${1 + Math.floor(index / 40)}`;
}
