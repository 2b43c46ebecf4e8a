import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Resources } from './stacks.ts';

/** Functions that tell a test what they were given. */
interface RecordingFunctions {
  /**
   * A function that writes each event that it is given to a file of its name, and answers as the code says, with properties
   * of its own beside.
   */
  readonly functionOf: (
    name: string,
    answer?: string,
    properties?: Readonly<Record<string, unknown>>,
  ) => Resources;
  /** The events that a function has been given. */
  readonly eventsOf: (name: string) => readonly Readonly<Record<string, unknown>>[];
  /** Removes the files. */
  readonly remove: () => void;
}

export const trust = (Service: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }],
});

export const policy = (...Action: readonly string[]) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
});

export const arnOf = (name: string) => ({ 'Fn::GetAtt': [name, 'Arn'] });

/** Waits for what nobody tells a test of. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** Makes a folder for the events of one test file. */
export function recordingFunctions(): RecordingFunctions {
  const folder = mkdtempSync(join(tmpdir(), 'palisade-events-'));
  const functionOf: RecordingFunctions['functionOf'] = (name, answer = 'undefined', properties = {}) => ({
    [`${name}Role`]: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: trust('lambda.amazonaws.com'),
        Policies: [{ PolicyName: 'sources', PolicyDocument: policy('sqs:*', 'dynamodb:*') }],
      },
    },
    [name]: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: name,
        Role: arnOf(`${name}Role`),
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Code: { ZipFile: codeOf(join(folder, name), answer) },
        ...properties,
      },
    },
  });
  return {
    functionOf,
    eventsOf: (name) => {
      const file = join(folder, name);
      if (!existsSync(file)) return [];
      const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
      return lines.map((line) => JSON.parse(line));
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

function codeOf(file: string, answer: string): string {
  return `exports.handler = async (event) => {
    require('node:fs').appendFileSync(${JSON.stringify(file)}, JSON.stringify(event) + '\\n');
    return ${answer};
  };`;
}
