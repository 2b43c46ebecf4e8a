import type { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';

export type Statement = CfnWebACL.StatementProperty;

type Transformation = CfnWebACL.TextTransformationProperty;

const asSent: readonly Transformation[] = [{ priority: 0, type: 'NONE' }];

/** What CloudFront may make of a path before it chooses a behaviour: letters that need no encoding decoded, dots removed. */
const resolved: readonly Transformation[] = [
  { priority: 0, type: 'URL_DECODE' },
  { priority: 1, type: 'NORMALIZE_PATH' },
];

/** Every path of a pattern, however it is written: what is limited or refused there must not be written around. */
export function below(pattern: string): Statement {
  return any([pathMatch(pattern, asSent), resolvedBelow(pattern)]);
}

/**
 * The paths of a pattern as CloudFront alone reads them: what is spared there must not be reached from elsewhere. A path
 * with encoded slashes and dots, such as `/api/..%2fcallbacks/x`, is below a pattern in one of two readings only.
 */
export function surelyBelow(pattern: string): Statement {
  return all([pathMatch(pattern, asSent), resolvedBelow(pattern)]);
}

/** The paths of a pattern once encoded letters and dots are resolved. */
function resolvedBelow(pattern: string): Statement {
  return pathMatch(pattern, resolved);
}

function pathMatch(pattern: string, textTransformations: readonly Transformation[]): Statement {
  const isPrefix = pattern.endsWith('*');
  return {
    byteMatchStatement: {
      fieldToMatch: { uriPath: {} },
      positionalConstraint: isPrefix ? 'STARTS_WITH' : 'EXACTLY',
      searchString: isPrefix ? pattern.slice(0, -1) : pattern,
      textTransformations: [...textTransformations],
    },
  };
}

/** Requests of one method; WAF compares it as it is sent. */
export function method(name: string): Statement {
  return {
    byteMatchStatement: {
      fieldToMatch: { method: {} },
      positionalConstraint: 'EXACTLY',
      searchString: name,
      textTransformations: [...asSent],
    },
  };
}

/** Bodies of more bytes; those of which the firewall sees a part only are among them. */
export function bodyOver(bytes: number): Statement {
  return {
    sizeConstraintStatement: {
      fieldToMatch: { body: { oversizeHandling: 'MATCH' } },
      comparisonOperator: 'GT',
      size: bytes,
      textTransformations: [...asSent],
    },
  };
}

/** Requests that an earlier rule gave the label to. */
export function labelled(key: string): Statement {
  return { labelMatchStatement: { scope: 'LABEL', key } };
}

export function any(statements: readonly Statement[]): Statement {
  return { orStatement: { statements: [...statements] } };
}

export function all(statements: readonly Statement[]): Statement {
  return { andStatement: { statements: [...statements] } };
}

/** Requests for which each statement holds, where there are any: AWS joins no fewer than two. */
export function everyOf(statements: readonly Statement[]): Statement | undefined {
  return statements.length > 1 ? all(statements) : statements[0];
}

/** Requests for which one of the statements holds, where there are any: AWS joins no fewer than two. */
export function someOf(statements: readonly Statement[]): Statement | undefined {
  return statements.length > 1 ? any(statements) : statements[0];
}

export function not(statement: Statement): Statement {
  return { notStatement: { statement } };
}
