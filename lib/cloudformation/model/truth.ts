/** Whether something holds; undefined where a template cannot tell, so that nobody takes it for a yes or a no. */
export type Truth = boolean | undefined;

/** Whether all of them hold. */
export function all(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  return truths.includes(undefined) ? undefined : true;
}

/** Whether one of them holds. */
export function some(truths: readonly Truth[]): Truth {
  if (truths.includes(true)) return true;
  return truths.includes(undefined) ? undefined : false;
}

/** Whether it does not hold. */
export function not(truth: Truth): Truth {
  return truth === undefined ? undefined : !truth;
}
