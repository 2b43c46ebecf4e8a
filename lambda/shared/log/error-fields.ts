/** What is told of an error: what it is, never what it says, which is somebody else's text and may quote a request. */
export interface ErrorFields {
  readonly error: string;
  readonly errorCode?: string | number;
  readonly errorStatus?: number;
  /** The names of what caused it, nearest first. */
  readonly causes?: readonly string[];
}

/** Reads an error's name, code and HTTP status, and the names of its causes. Never throws. */
export function errorFields(error: unknown): ErrorFields {
  const code = member(error, 'code');
  const status = member(member(error, '$metadata'), 'httpStatusCode') ?? member(error, 'statusCode');
  const causes = causesOf(error);
  return {
    error: nameOf(error),
    ...(isCode(code) && { errorCode: code }),
    ...(isStatus(status) && { errorStatus: status }),
    ...(causes.length > 0 && { causes }),
  };
}

const mostCauses = 4;

function causesOf(error: unknown): readonly string[] {
  const names: string[] = [];
  let cause = member(error, 'cause');
  while (cause !== undefined && names.length < mostCauses) {
    names.push(nameOf(cause));
    cause = member(cause, 'cause');
  }
  return names;
}

function nameOf(error: unknown): string {
  const name = member(error, 'name');
  return typeof name === 'string' && isName.test(name) ? name : typeof error;
}

function isCode(code: unknown): code is string | number {
  return typeof code === 'string' ? isName.test(code) : Number.isSafeInteger(code);
}

function isStatus(status: unknown): status is number {
  return typeof status === 'number' && status >= 100 && status <= 599;
}

const isName = /^[A-Za-z][\w.$-]{0,63}$/;

function member(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  try {
    return (value as Record<string, unknown>)[name];
  } catch {
    // A getter threw. The line about one error must not end in another.
    return undefined;
  }
}
