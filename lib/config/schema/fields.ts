import * as z from 'zod';
import { listed } from '../mistake.ts';

// The `error` of every schema here is what ends a mistake's sentence after "write": the form that is wanted.

/** A text of one form; `write` says the form to a person and gives an example. */
export function text(description: string, form: RegExp, write: string) {
  return z.string({ error: write }).regex(form, { error: write }).meta({ description });
}

/** A text that only people read. */
export function words(description: string, write: string) {
  return text(description, /\S/, write);
}

/** One of a few words. */
export function choice<const T extends readonly [string, ...string[]]>(description: string, values: T) {
  return z.enum(values, { error: listed(values, 'or') }).meta({ description });
}

/** A whole number within bounds. */
export function whole(description: string, least: number, most: number, write: string) {
  return z
    .int({ error: write })
    .min(least, { error: write })
    .max(most, { error: write })
    .meta({ description });
}

/** A group of settings; its `error` lists them: all to one who knows none, or those that have to be there. */
export function section<T extends z.core.$ZodLooseShape>(description: string, shape: T) {
  return z.strictObject(shape, { error: names(shape) }).meta({ description });
}

/** What the `error` of a section says: the names of its settings with commas between them. */
export function names(shape: z.core.$ZodLooseShape): z.core.$ZodErrorMap {
  const all = Object.keys(shape);
  return ({ code }) => {
    const required = all.filter((name) => !z.safeParse(shape[name], undefined).success);
    return (code === 'unrecognized_keys' || required.length === 0 ? all : required).join(', ');
  };
}

/** A calendar day. */
export function day(description: string) {
  return z.iso.date({ error: 'a date as year, month and day, such as "2026-03-31"' }).meta({ description });
}

/** An e-mail address of people or of a mailbox. */
export function email(description: string, example: string) {
  const form = /^[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/;
  return text(description, form, `an e-mail address, such as ${example}`);
}

/** A region that CloudFront, and so the kit, can be used with: not those of China or GovCloud. */
export function region(description: string) {
  const form = /^(?!cn-)[a-z]{2}-(?:central|(?:north|south)(?:east|west)?|east|west)-[1-9]$/;
  return text(description, form, 'the name of an AWS region outside China and GovCloud, such as eu-west-1');
}

/** A host name below a public suffix, in lower case. */
export function hostName(description: string, longest: number, write: string) {
  const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
  const form = new RegExp(`^(?=.{1,${longest}}$)(?:${label}\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$`);
  return text(description, form, write);
}
