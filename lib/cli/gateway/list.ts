import { type Integration, integrations } from '../../../lambda/gateways/gateway-config.ts';
import { gatewayOf } from '../../../lambda/gateways/index.ts';
import {
  callbackProvenanceOf,
  gatewayNames,
  integrationRefusal,
  provenanceOf,
  refusals,
  settingsOf,
  supportedIntegrations,
  titleOf,
} from '../../../lambda/gateways/registry.ts';
import { coloured, type Paint, plain } from '../../paint.ts';
import { oneOf, parseOptions } from '../options.ts';
import { type ExitCode, type Output, UsageError } from '../output.ts';

const listHelp = `List every payment gateway, its integrations, and how well the facts about each are verified

Usage: palisade gateway list [--format text|json]

verified: read at the source, or run; corroborated: several others agree; unverified: try it in mode test first
`;

/** `palisade gateway list`: what the gateway registry knows, refusals with their reason. */
export function list(args: readonly string[], output: Output): ExitCode {
  const { values, positionals } = parseOptions(args, {
    format: { type: 'string', short: 'f', default: 'text' },
    help: { type: 'boolean', short: 'h', default: false },
  });
  if (values.help) {
    output.out(listHelp);
    return 0;
  }
  if (positionals.length > 0) {
    throw new UsageError(`found ${positionals.join(' ')}, palisade gateway list takes no argument`);
  }
  const format = oneOf(values.format, ['text', 'json'], 'format');
  output.out(format === 'json' ? asJson() : asText(output.isColoured ? coloured : plain));
  return 0;
}

type Support = { readonly status: string; readonly source: string } | { readonly refused: string };

function supportOf(name: string, integration: Integration): Support {
  if (!supportedIntegrations(name).includes(integration)) {
    return { refused: integrationRefusal(name, integration) };
  }
  const { status, source } = provenanceOf(name, integration);
  return { status, source };
}

function asText(paint: Paint): string {
  const blocks = gatewayNames.map((name) => {
    const rows = integrations.map((integration) => [integration, supportOf(name, integration)] as const);
    return [
      `${paint.strong(titleOf(name))}  ${name}`,
      ...rows.map(([integration, support]) => `  ${integration.padEnd(9)}  ${describe(support, paint)}`),
      `  callbacks  ${status(callbackProvenanceOf(name).status, paint)}`,
    ].join('\n');
  });
  const refused = refusals.map(([name, reason]) => `  ${name.padEnd(10)}  ${reason}`);
  return `${[...blocks, [paint.strong('Refused'), ...refused].join('\n')].join('\n\n')}\n`;
}

function describe(support: Support, paint: Paint): string {
  if ('refused' in support) return `${paint.bad('refused')}       ${support.refused}`;
  return status(support.status, paint);
}

function status(word: string, paint: Paint): string {
  return word === 'unverified' ? paint.doubtful(word) : paint.good(word);
}

function asJson(): string {
  const gateways = gatewayNames.map((name) => {
    const { status: callbacks, source, asOf } = callbackProvenanceOf(name);
    return {
      name,
      title: titleOf(name),
      asOf,
      integrations: Object.fromEntries(integrations.map((each) => [each, supportOf(name, each)])),
      callbacks: { status: callbacks, source },
      settings: settingsOf(name),
      secret: gatewayOf(name).secretFields,
    };
  });
  const refused = refusals.map(([name, reason]) => ({ name, refused: reason }));
  return `${JSON.stringify({ gateways, refused }, null, 2)}\n`;
}
