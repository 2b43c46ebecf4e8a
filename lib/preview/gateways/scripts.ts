import { readFileSync } from 'node:fs';
import type { GatewayConfig } from '../../../lambda/gateways/gateway-config.ts';
import { pageScripts } from '../../../lambda/gateways/registry.ts';
import { packagePath } from '../../package-root.ts';
import { type GatewayAnswer, type GatewayRequest, pathOf } from './gateway-request.ts';

/** The script of a gateway's fake, as it was built. */
export function fakeScript(gateway: string): string {
  return readFileSync(packagePath('dist', 'gateways', `${gateway}.js`), 'utf8');
}

/** A gateway's script at its real address; nothing at any other. */
export function scriptAt(request: GatewayRequest, config: GatewayConfig): GatewayAnswer | undefined {
  const address = `https://${request.host}${pathOf(request)}`;
  if (request.method !== 'GET' || !pageScripts(config).some(({ url }) => url === address)) return undefined;
  const headers = { 'content-type': 'text/javascript; charset=utf-8', 'access-control-allow-origin': '*' };
  return { status: 200, body: fakeScript(config.name), headers };
}
