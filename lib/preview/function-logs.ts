import type { DeployedResource } from './deployed-resources.ts';
import { rootHeaders } from './emulator/root-headers.ts';

/** What a function has written. */
export interface LogLine {
  /** The function's name. */
  readonly function: string;
  /** Unix time in milliseconds. */
  readonly time: number;
  readonly text: string;
}

/** Lambda's own lines about each call, which tell a reader of the shop nothing. */
const frame = /^(?:START|END|REPORT|INIT_START) /;

/** Asks an emulator for what the functions among its resources have logged, the oldest first, from a time on. */
export async function functionLogs(
  endpoint: string,
  resources: readonly DeployedResource[],
  since = 0,
): Promise<readonly LogLine[]> {
  const functions = resources.filter(({ type }) => type === 'AWS::Lambda::Function');
  const lines = await Promise.all(functions.map((each) => linesOf(endpoint, each, since)));
  return lines.flat().sort((one, other) => one.time - other.time);
}

interface LogEvents {
  readonly events: readonly { readonly timestamp: number; readonly message: string }[];
  readonly nextToken?: string;
}

async function linesOf(
  endpoint: string,
  { physicalId, account, region, properties }: DeployedResource,
  since: number,
): Promise<readonly LogLine[]> {
  const { LogGroup } = properties['LoggingConfig'] as { readonly LogGroup: string };
  const lines: LogLine[] = [];
  let nextToken: string | undefined;
  do {
    const page: LogEvents = await filterLogEvents(
      `${endpoint}/`,
      { account, region },
      {
        logGroupName: LogGroup,
        startTime: since,
        ...(nextToken && { nextToken }),
      },
    );
    lines.push(
      ...page.events
        .filter(({ message }) => !frame.test(message))
        .map(({ timestamp, message }) => ({
          function: physicalId,
          time: timestamp,
          text: message.trimEnd(),
        })),
    );
    ({ nextToken } = page);
  } while (nextToken !== undefined);
  return lines;
}

async function filterLogEvents(
  url: string,
  { account, region }: Pick<DeployedResource, 'account' | 'region'>,
  request: object,
): Promise<LogEvents> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      ...rootHeaders({ account, region, service: 'logs' }),
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'Logs_20140328.FilterLogEvents',
    },
    body: JSON.stringify(request),
  });
  if (!answer.ok) throw new Error(`the emulator answers ${answer.status} when asked for logs`);
  return (await answer.json()) as LogEvents;
}

/** Tells what functions log from now on, every second; gives what ends it. */
export function followLogs(
  endpoint: string,
  resources: readonly DeployedResource[],
  tell: (line: LogLine) => void,
): () => void {
  let told: readonly LogLine[] = [];
  let since = Date.now();
  const look = async () => {
    const found = await functionLogs(endpoint, resources, since);
    const known = new Set(told.map((line) => JSON.stringify(line)));
    for (const line of found) if (!known.has(JSON.stringify(line))) tell(line);
    // Lines of the same millisecond may still come.
    since = found.at(-1)?.time ?? since;
    told = found.filter(({ time }) => time === since);
  };
  let isEnded = false;
  const again = async () => {
    // An emulator that has ended answers no longer, and the preview ends with it.
    await look().catch(() => undefined);
    if (!isEnded) timer = setTimeout(again, 1_000);
  };
  let timer = setTimeout(again, 1_000);
  return () => {
    isEnded = true;
    clearTimeout(timer);
  };
}
