import { candidatesBy } from '../cloudformation/candidates.ts';
import type { Model } from '../cloudformation/model/model.ts';
import type { Resource } from '../cloudformation/model/types.ts';
import { refersTo } from '../cloudformation/references.ts';
import { bestOf, flawsOf, inTurn } from './choices.ts';
import { expectOneOf, expectReference } from './expect.ts';
import { missing, type Observation } from './observation.ts';

/** Whether a function admits a rule of EventBridge, which calls it and drops the event otherwise. */
export function admitsRule(called: Resource, rule: Resource, model: Model): readonly Observation[] {
  const permissions = bySource.likely(model.referrers(called, 'AWS::Lambda::Permission'), [rule]);
  return bestOf(
    inTurn(ofFunction(permissions, called), (permission) => [
      expectOneOf(permission.property('Action'), ['lambda:InvokeFunction']),
      expectOneOf(permission.property('Principal'), ['events.amazonaws.com']),
      ...(permission.property('SourceArn').isAbsent
        ? []
        : flawsOf([expectReference(permission.property('SourceArn'), rule, 'Arn')])),
    ]),
    [missing(rule, 'Properties.Targets', `a permission to call ${called.logicalId}`)],
  );
}

/** Permissions by whom they let in; one without a source lets in everybody who may come by the service. */
const bySource = candidatesBy((permission) => {
  const source = permission.property('SourceArn');
  return source.isAbsent ? [] : [source];
});

function* ofFunction(permissions: Iterable<Resource>, called: Resource): Generator<Resource> {
  for (const permission of permissions) {
    if (refersTo(permission.property('FunctionName'), called)) yield permission;
  }
}
