import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { inKeyOrder, type JsonRecord } from '../../cloudformation/model/json.ts';

/** Version of the live file; a change that breaks readers raises it. */
export const liveSchema = 'palisade-live/1';

/** What a live look is about, in the order in which it is told. */
export const liveSubjects = [
  'stack',
  'account',
  'detection',
  'secret',
  'receiver',
  'alarm',
  'backup',
  'declared',
] as const;
export type LiveSubject = (typeof liveSubjects)[number];

/** `unknown` where AWS refused the look, did not answer, or no template says what was meant to be there; never a pass. */
export const liveVerdicts = ['seen', 'notAsDeployed', 'unknown'] as const;
export type LiveVerdict = (typeof liveVerdicts)[number];

const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const account = z.string().check(z.regex(/^\d{12}$/));
const moment = z.iso.datetime();

const observation = z.strictObject({
  about: z.enum(liveSubjects),
  what: z.string(),
  /** ARN of what was looked at. */
  where: z.string(),
  /** What was observed, in words. */
  value: z.string(),
  /** When AWS had answered. */
  at: moment,
  /** The call of AWS by its action, such as `cloudformation:GetTemplate`. */
  source: z.string(),
  verdict: z.enum(liveVerdicts),
  /** Controls of the catalogue that it bears on. */
  controls: z.array(z.string()),
});

const comparedTemplate = z.strictObject({
  stack: z.string(),
  region: z.string(),
  /** `templateHash` of the template that was given to the command. */
  sha256,
  /** ARN of the deployed stack; of any stack of the name where none was seen. */
  arn: z.string(),
  at: moment,
  /** `seen` where the deployed template is the same. */
  verdict: z.enum(liveVerdicts),
});

const liveFile = z.strictObject({
  schema: z.literal(liveSchema),
  tool: z.strictObject({ name: z.string(), version: z.string() }),
  shop: z.string(),
  environment: z.string(),
  account,
  /** ARN of whoever looked. */
  identity: z.string(),
  /** When the command began to look, and when the last answer had come. */
  begun: moment,
  ended: moment,
  templates: z.array(comparedTemplate),
  observations: z.array(observation),
});

type ReadonlyDeep<T> = T extends object ? { readonly [K in keyof T]: ReadonlyDeep<T[K]> } : T;

/** What one look at AWS has seen. */
export type LiveObservation = ReadonlyDeep<z.infer<typeof observation>>;

/** A template, and whether the deployed stack has the same. */
export type ComparedTemplate = ReadonlyDeep<z.infer<typeof comparedTemplate>>;

/** What `palisade verify --live` saw of one environment and its account. */
export type Live = ReadonlyDeep<z.infer<typeof liveFile>>;

/** What a text says as a live file; nothing where it is none. */
export function parseLive(text: string): Live | undefined {
  try {
    return liveFile.parse(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.core.$ZodError) return undefined;
    throw error;
  }
}

/**
 * The SHA-256 of what a template says, whatever the order of its keys. CloudFormation keeps a question mark in the place of each
 * character outside ASCII, so all such characters count as one, as they do in `cdk diff`.
 */
export function templateHash(body: JsonRecord): string {
  const text = JSON.stringify(inKeyOrder(body)).replace(/[\u{80}-\u{10ffff}]/gu, '?');
  return createHash('sha256').update(text).digest('hex');
}
