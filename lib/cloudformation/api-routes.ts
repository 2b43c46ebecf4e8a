import type { Resource } from './model/types.ts';
import { referenced } from './references.ts';

/** What calls a method or a route of an API takes: `GET`, or `ANY` for each of them, and the path as it is written. */
export interface ApiRoute {
  readonly method: string;
  readonly path: string;
}

/** The calls that a method of a REST API takes; nothing where only the deployment tells. */
export function routeOfMethod(method: Resource): ApiRoute | undefined {
  const verb = method.property('HttpMethod').literal;
  const path = pathTo(method, 'ResourceId', []);
  return typeof verb === 'string' && path !== undefined ? { method: verb, path } : undefined;
}

/** The calls that a route of an HTTP API takes: `GET /orders`, or `$default` for everything that no other takes. */
export function routeOfKey(route: Resource): ApiRoute | undefined {
  const key = route.property('RouteKey').literal;
  if (typeof key !== 'string') return undefined;
  const [method = '', path] = key.split(' ');
  return path === undefined ? { method: 'ANY', path: method } : { method, path };
}

/** Resources of an API hang below each other, each with one part of the path, down from the root of the API. */
function pathTo(resource: Resource, property: string, seen: readonly Resource[]): string | undefined {
  const parent = referenced(resource.property(property));
  if (!parent || seen.includes(parent)) return undefined;
  if (parent.type === 'AWS::ApiGateway::RestApi') return '/';
  const part = parent.property('PathPart').literal;
  const before = pathTo(parent, 'ParentId', [...seen, parent]);
  if (before === undefined || typeof part !== 'string') return undefined;
  return before === '/' ? `/${part}` : `${before}/${part}`;
}
