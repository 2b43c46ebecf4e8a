import type { Resource, Value } from '../../cloudformation/model/types.ts';
import { referenced } from '../../cloudformation/references.ts';
import { type SecretReaders, secretReaders } from '../../permissions/secret-readers.ts';
import { listed, made, placeOf, type ReadRegister } from './register.ts';

/** Every secret, who reads it, who could make itself a reader, and how often it turns. */
export const secrets: ReadRegister = (environment, { model }) => {
  const schedules = made(environment, 'AWS::SecretsManager::RotationSchedule');
  const whereNone = environment.storefront.missingStacks.includes('payments')
    ? 'unknown: the payments stack was not given'
    : 'by hand: palisade secret stage';
  return {
    id: 'secrets',
    title: 'Secrets',
    about:
      'Who reads each secret by the policies of the templates, and how it turns. No template shows the administrators of the account and the policies of an organization.',
    columns: ['secret', 'name', 'read by', 'could make itself a reader', 'turns'],
    rows: secretReaders(model)
      .filter(({ secret }) => environment.templates.includes(secret.template))
      .map((readers) => {
        const { secret } = readers;
        const own = schedules.filter((schedule) => isOf(schedule.property('SecretId'), secret));
        return [
          placeOf(secret),
          String(secret.property('Name')),
          listed(readersOf(readers), 'nobody'),
          listed(
            readers.candidates
              .filter(({ decision, ways }) => decision.truth === false && ways.length > 0)
              .map(({ identity }) => placeOf(identity.resource)),
            'nobody',
          ),
          listed(
            own.map((schedule) => rhythm(schedule.property('RotationRules'))),
            whereNone,
          ),
        ];
      }),
  };
};

/** Schedules in another stack name the secret. */
function isOf(id: Value, secret: Resource): boolean {
  const name = secret.property('Name').literal;
  return referenced(id) === secret || (name !== undefined && id.literal === name);
}

function readersOf({ candidates }: SecretReaders): readonly string[] {
  return candidates
    .filter(({ decision }) => decision.truth !== false)
    .map(
      ({ identity, decision }) =>
        `${placeOf(identity.resource)}${decision.truth === undefined ? ' (unknown)' : ''}`,
    );
}

/** How often a secret turns, as its rotation rules say. */
export function rhythm(rules: Value): string {
  const days = rules.at('AutomaticallyAfterDays');
  return days.isAbsent ? String(rules.at('ScheduleExpression')) : `every ${days} days`;
}
