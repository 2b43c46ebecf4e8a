import { rhythmOf, rotationsOf } from '../../cloudformation/rotation-schedules.ts';
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
          listed(rotationsOf(secret, schedules).map(rhythmOf), whereNone),
        ];
      }),
  };
};

function readersOf({ candidates }: SecretReaders): readonly string[] {
  return candidates
    .filter(({ decision }) => decision.truth !== false)
    .map(
      ({ identity, decision }) =>
        `${placeOf(identity.resource)}${decision.truth === undefined ? ' (unknown)' : ''}`,
    );
}
