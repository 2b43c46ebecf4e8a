import type { Resource, Value } from './model/types.ts';

/** One setting that code reads when it starts. */
export interface Setting {
  readonly name: string;
  readonly value: Value;
}

/** Types that hand settings to code, by name. */
export const settingTypes = [
  'AWS::Lambda::Function',
  'AWS::ECS::TaskDefinition',
  'AWS::AppRunner::Service',
  'AWS::ElasticBeanstalk::Environment',
  'AWS::SSM::Parameter',
] as const;

/** The settings of a resource whose names are written out. */
export function settingsOf(resource: Resource): readonly Setting[] {
  return (readers[resource.type] ?? (() => []))(resource);
}

const readers: Readonly<Record<string, (resource: Resource) => readonly Setting[]>> = {
  'AWS::Lambda::Function': (lambda) => entries(lambda.property('Environment.Variables')),
  'AWS::ECS::TaskDefinition': (task) =>
    task
      .property('ContainerDefinitions')
      .items()
      .flatMap((container) => pairs(container.at('Environment'), 'Name')),
  'AWS::AppRunner::Service': (service) =>
    pairs(
      service.property('SourceConfiguration.ImageRepository.ImageConfiguration.RuntimeEnvironmentVariables'),
      'Name',
    ),
  'AWS::ElasticBeanstalk::Environment': (environment) =>
    pairs(environment.property('OptionSettings'), 'OptionName'),
  'AWS::SSM::Parameter': (parameter) => named(parameter.property('Name'), parameter.property('Value')),
};

function entries(map: Value): readonly Setting[] {
  return map.keys().map((name) => ({ name, value: map.entry(name) }));
}

function pairs(list: Value, key: string): readonly Setting[] {
  return list.items().flatMap((item) => named(item.at(key), item.at('Value')));
}

function named(name: Value, value: Value): readonly Setting[] {
  return typeof name.literal === 'string' ? [{ name: name.literal, value }] : [];
}
