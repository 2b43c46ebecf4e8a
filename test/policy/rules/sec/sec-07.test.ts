import type { Json, JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { sec07 } from '../../../../lib/policy/rules/sec/sec-07.ts';
import { open, undecided } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';

function holding(Type: string, Properties: JsonRecord) {
  return { resources: { Store: { Type, Properties } }, sections: undecided };
}

function database(changes: JsonRecord) {
  return holding('AWS::RDS::DBInstance', {
    MasterUsername: 'orders',
    ManageMasterUserPassword: true,
    ...changes,
  });
}

const written = (MasterUserPassword: Json) =>
  database({ ManageMasterUserPassword: false, MasterUserPassword });
const password = 'Properties.MasterUserPassword';

testRule(sec07, {
  pass: {
    'a password that AWS makes': database({}),
    'a password out of a secret': written('{{resolve:secretsmanager:orders:SecretString:password}}'),
    'a password and a name out of a secret among the templates': {
      resources: {
        Secret: {
          Type: 'AWS::SecretsManager::Secret',
          Properties: {
            GenerateSecretString: {
              SecretStringTemplate: '{"username":"orders"}',
              GenerateStringKey: 'password',
            },
          },
        },
        Store: {
          Type: 'AWS::RDS::DBInstance',
          Properties: {
            MasterUsername: {
              'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'Secret' }, ':SecretString:username}}']],
            },
            MasterUserPassword: {
              'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'Secret' }, ':SecretString:password}}']],
            },
          },
        },
      },
    },
    'a cache with a token out of a secret': holding('AWS::ElastiCache::ReplicationGroup', {
      AuthToken: '{{resolve:secretsmanager:cache}}',
    }),
  },
  fail: {
    'a password in the template': {
      ...written('hunter2hunter2'),
      says: [`${password} is written into the template; expected a reference to a secret`],
    },
    'a password in a parameter that anybody reads': {
      ...written('{{resolve:ssm:/orders/password}}'),
      says: [`${password} is {{resolve:ssm:/orders/password}}; expected a reference to a secret`],
    },
    'the name of the vendor': {
      ...database({ MasterUsername: 'Admin' }),
      says: ['Properties.MasterUsername is Admin; expected a name that no vendor gives'],
    },
    'a database without a password of any kind': {
      ...holding('AWS::RDS::DBInstance', {}),
      says: ['Properties lacks a password that AWS makes, or one out of Secrets Manager'],
    },
    'a cache that lets everybody in': {
      ...holding('AWS::ElastiCache::ReplicationGroup', {}),
      says: ['Properties lacks a password that AWS makes, or one out of Secrets Manager'],
    },
    'a user of a cache without a password': {
      ...holding('AWS::ElastiCache::User', { NoPasswordRequired: true }),
      says: ['Properties.NoPasswordRequired is true; expected false'],
    },
    'a broker with a guest': {
      ...holding('AWS::AmazonMQ::Broker', { Users: [{ Username: 'guest', Password: 'guestguest12' }] }),
      says: [
        'Properties.Users[0].Password is written into the template; expected a reference to a secret',
        'Properties.Users[0].Username is guest; expected a name that no vendor gives',
      ],
    },
    'a generated password that is short': {
      ...holding('AWS::SecretsManager::Secret', { GenerateSecretString: { PasswordLength: 8 } }),
      says: ['Properties.GenerateSecretString.PasswordLength is 8; expected at least 16'],
    },
    'a secret with the name of the vendor': {
      ...holding('AWS::SecretsManager::Secret', {
        GenerateSecretString: {
          SecretStringTemplate: '{"username": "postgres"}',
          GenerateStringKey: 'password',
        },
      }),
      says: [
        'Properties.GenerateSecretString.SecretStringTemplate is {"username": "postgres"}; expected another name than postgres',
      ],
    },
    'a shopper out of a template': {
      ...holding('AWS::Cognito::UserPoolUser', { Username: 'first' }),
      says: ['Type makes a user; expected people to sign up, or to be invited, after the deployment'],
    },
  },
  unknown: {
    'a password that is a parameter': {
      ...written(open),
      says: [
        `${password} is unknown (parameter Open is only known at deployment); expected a reference to a secret`,
      ],
    },
    'an instance of a cluster that is elsewhere': {
      ...holding('AWS::RDS::DBInstance', { DBClusterIdentifier: 'orders' }),
      says: [
        'Properties.DBClusterIdentifier is orders; only the deployment tells whether that is a cluster among the templates',
      ],
    },
  },
  notApplicable: {
    'a copy of a database, which has its account': holding('AWS::RDS::DBInstance', {
      SourceDBInstanceIdentifier: 'orders',
    }),
    'a secret that somebody stages': holding('AWS::SecretsManager::Secret', {}),
    'a cache with groups of users': holding('AWS::ElastiCache::ReplicationGroup', { UserGroupIds: ['shop'] }),
  },
});
