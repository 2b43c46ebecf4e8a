import type { Exchange, HttpRequest, HttpResponse, Refused } from '../../../lambda/gateways/exchange.ts';
import type { MerchantAccount, Secret } from '../../../lambda/gateways/gateway.ts';
import { jsonOf } from '../../../lambda/gateways/http.ts';
import { at } from '../../../lambda/gateways/json.ts';

/** What is to be set up: an endpoint with this address that is sent these events. */
export interface Wanted {
  /** The shop at the gateway, with the credentials that may subscribe in place of its secret. */
  readonly account: MerchantAccount;
  /** The callback address; an endpoint with any other is left alone. */
  readonly address: string;
  readonly events: readonly string[];
  /** Another one for each run: a gateway that knows it does not make a second endpoint when a request is repeated. */
  readonly idempotencyKey: string;
}

/** An endpoint for callbacks that a gateway has. */
export interface Endpoint {
  readonly id: string;
  readonly events: readonly string[];
  readonly isEnabled: boolean;
}

/** The gateway would not, and perhaps said what a person has to do. */
export type Refusal = Refused & {
  /** The rest of the sentence "GATEWAY answered STATUS: ...". */
  readonly advice?: string;
};

/** What came of looking for the endpoint. */
export type Search =
  | {
      readonly outcome: 'searched';
      readonly endpoint?: Endpoint | undefined;
      /** The kinds that the gateway offers. @default - all that are wanted */
      readonly offered?: readonly string[];
    }
  | Refusal;

/** What came of a change: the members of the shop's secret that follow from the endpoint. */
export type Change = { readonly outcome: 'done'; readonly members: Secret } | Refusal;

/** The API of a gateway by which endpoints for callbacks are managed. */
export interface WebhookApi {
  /** What it is called with, by name, each with its meaning. A name of the secret's is stored with a first secret. */
  readonly credentials: Readonly<Record<string, string>>;
  /** The members of the secret that come from the endpoint. */
  readonly makes: readonly string[];
  /** Looks for the endpoint with the wanted address. */
  readonly find: (wanted: Wanted) => Exchange<Search>;
  readonly create: (wanted: Wanted) => Exchange<Change>;
  /** Sets the events of the endpoint and enables it. */
  readonly update: (wanted: Wanted, endpoint: Endpoint) => Exchange<Change>;
  /** Tells the members once more. Absent where the gateway tells them only when it makes the endpoint. */
  readonly recover?: (wanted: Wanted, endpoint: Endpoint) => Exchange<Change>;
  /** Deletes an endpoint whose secret could not be stored. There where `recover` is not. */
  readonly remove?: (wanted: Wanted) => Exchange<Change>;
}

/** A request with a JSON body by another method than POST. */
export function withMethod(method: HttpRequest['method'], request: HttpRequest): HttpRequest {
  return { ...request, method };
}

/** A change that gives no member, if the gateway did what it was asked. */
export function doneBy(response: HttpResponse, isDone: boolean): Change {
  if (isDone) return { outcome: 'done', members: {} };
  return { outcome: 'refused', status: response.status, reason: 'status' };
}

/** The texts of a list in a gateway's answer. */
export function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

/** A list in a gateway's answer, which may be left out where it is empty; nothing if the answer cannot be read. */
export function listIn(response: HttpResponse, name: string): readonly unknown[] | undefined {
  const json = jsonOf(response);
  if (typeof json !== 'object' || json === null) return undefined;
  const list = at(json, name) ?? [];
  return Array.isArray(list) ? list : undefined;
}
