import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Answer } from '../../../lambda/shared/http/answer.ts';
import { htmlFaults } from '../html-validator.ts';
import {
  document,
  type Node,
  nodeAt,
  type Operation,
  paths,
  pointerOf,
  type Response,
  resolved,
  tellers,
} from './document.ts';

/** What a test sends to a function: as much of a load balancer's event as the API is about. */
interface Sent {
  readonly httpMethod?: string;
  readonly path?: string;
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[] | undefined>>;
  readonly body?: string | null;
  readonly isBase64Encoded?: boolean;
}

/** The answers that functions gave while they were held to the file, each as `OPERATION STATUS TYPE VARIANT`. */
export const givenAnswers = new Set<string>();

const ajv = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false });
addFormats.default(ajv);
for (const keyword of ['openapi', 'info', 'servers', 'security', 'tags', 'paths', 'components']) {
  ajv.addKeyword(keyword);
}
ajv.addKeyword('discriminator');
ajv.addSchema({ $id: 'checkout-api', ...document });

/**
 * A function that is held to the file: it throws where an answer is not documented, has another form than the file says, or was given
 * to a request that the file refuses.
 */
export function held<Event extends Sent, Context>(
  handler: (event: Event, context: Context) => Promise<Answer>,
): (event: Event, context: Context) => Promise<Answer> {
  return async (event, context) => {
    const answer = await handler(event, context);
    hold(event, answer);
    return answer;
  };
}

function hold(sent: Sent, answer: Answer): void {
  const place = placeOf(sent);
  const { type, variant } = kindOf(answer);
  const given = [place.name, answer.statusCode, type, variant].filter((part) => part !== '').join(' ');
  const steps = place.stepsTo(answer.statusCode);
  const response = steps && resolved(nodeAt(steps));
  if (!steps || !response || (type !== '-' && !response.content?.[type])) {
    throw new Error(`the API does not document the answer "${given}"`);
  }
  holdHeaders(response, answer, given);
  if (sent.httpMethod !== 'HEAD') holdBody(steps, { type, body: answer.body }, given);
  if (place.operation?.requestBody && answer.statusCode < 400) holdRequest(sent, place.operation, given);
  givenAnswers.add(given);
}

/** What of the file a request is about. */
interface Place {
  readonly name: string;
  readonly operation?: Operation;
  /** Steps to the answer of a status; nothing where none is documented. */
  readonly stepsTo: (status: number) => readonly string[] | undefined;
}

function placeOf({ httpMethod = '', path = '' }: Sent): Place {
  const template = Object.keys(paths).find((each) => patternOf(each).test(path));
  if (template === undefined) return elsewhere('NoSuchAddress', 400);
  const method = (httpMethod === 'HEAD' ? 'GET' : httpMethod).toLowerCase();
  const operation = paths[template]?.[method];
  if (!operation) return elsewhere('MethodNotAllowed', 405);
  return {
    name: operation.operationId,
    operation,
    stepsTo: (status) =>
      operation.responses[status] && ['paths', template, method, 'responses', String(status)],
  };
}

function elsewhere(name: string, expected: number): Place {
  return {
    name,
    stepsTo: (status) => (status === expected ? ['components', 'responses', name] : undefined),
  };
}

function patternOf(template: string): RegExp {
  return new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`);
}

function kindOf({ body, multiValueHeaders }: Answer): { readonly type: string; readonly variant: string } {
  const [written] = multiValueHeaders['content-type'] ?? [];
  if (written === undefined) return { type: '-', variant: '' };
  const type = written.split(';')[0] ?? '';
  const value: Node = type.endsWith('json') && body !== '' ? JSON.parse(body) : {};
  const variant = tellers.map((name) => value[name]).find((each) => typeof each === 'string');
  return { type, variant: (variant as string | undefined) ?? '' };
}

interface Written {
  readonly type: string;
  readonly body: string;
}

function holdBody(steps: readonly string[], { type, body }: Written, given: string): void {
  if (type === 'text/html') {
    const faults = htmlFaults(body);
    if (faults.length > 0) throw new Error(`the page of "${given}" is no good HTML: ${faults.join('; ')}`);
  }
  if (type.endsWith('json')) {
    const { $ref } = nodeAt(steps);
    const base = typeof $ref === 'string' ? $ref : pointerOf(steps);
    const schema = `${base}/${pointerOf(['content', type, 'schema']).slice(2)}`;
    holdValue(schema, JSON.parse(body), `the answer "${given}" has another form than the API says`);
  }
}

// These say something about one answer; the others are the same for all.
const telling = ['location', 'set-cookie', 'retry-after', 'allow', 'content-language', 'vary'];

function holdHeaders({ headers = {} }: Response, { multiValueHeaders }: Answer, given: string): void {
  const documented = new Map(Object.entries(headers).map(([name, node]) => [name.toLowerCase(), node]));
  const strange = telling.filter((name) => multiValueHeaders[name] && !documented.has(name));
  if (strange.length > 0) throw new Error(`the API does not document the header "${strange}" of "${given}"`);
  for (const [name, node] of documented) {
    const { required, schema } = resolved(node) as Node;
    const [value] = multiValueHeaders[name] ?? [];
    if (value === undefined && required) throw new Error(`"${given}" lacks the header "${name}"`);
    if (value !== undefined && !ajv.validate(schema as Node, value)) {
      throw new Error(`the header "${name}" of "${given}" is "${value}": ${ajv.errorsText()}`);
    }
  }
}

function holdRequest(sent: Sent, { requestBody }: Operation, given: string): void {
  const headers = Object.entries(sent.multiValueHeaders ?? {});
  const [, values = []] = headers.find(([name]) => name.toLowerCase() === 'content-type') ?? [];
  const type = (values[0] ?? '').split(';')[0] ?? '';
  const schema = requestBody?.content[type]?.['schema'] as Node | undefined;
  if (!schema) throw new Error(`the API does not document that "${given}" is given to "${type}"`);
  const body = Buffer.from(sent.body ?? '', sent.isBase64Encoded ? 'base64' : 'utf8').toString('utf8');
  const filled = [...new URLSearchParams(body)].filter(([, text]) => text.trim() !== '');
  const value = type.endsWith('json') ? JSON.parse(body) : Object.fromEntries(filled);
  holdValue(schema['$ref'] as string, value, `"${given}" was given to a request that the API refuses`);
}

function holdValue(pointer: string, value: unknown, fault: string): void {
  const isValid = ajv.getSchema(`checkout-api${pointer}`);
  if (!isValid) throw new Error(`${pointer} is no schema`);
  if (!isValid(value)) throw new Error(`${fault}: ${ajv.errorsText(isValid.errors)}`);
}
