import type { Json } from '../../../../lib/cloudformation/model/json.ts';
import { auth04 } from '../../../../lib/policy/rules/auth/auth-04.ts';
import { open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { foreignSignIn, signIn } from './sign-in.ts';

const variables = 'Passwords.Properties.Environment.Variables';
const said = 'Properties.Environment.Variables';
const slow = 'argon2, argon2id, bcrypt, pbkdf2, scrypt: made to be slow';
const pairs =
  'KiB with passes of Argon2id: 47104 with 1, 19456 with 2, 12288 with 3, 9216 with 4, 7168 with 5';

function settings(values: Readonly<Record<string, Json>>) {
  return signIn([variables, values]);
}

const task = (environment: readonly Json[]) =>
  signIn([
    'Passwords',
    {
      Type: 'AWS::ECS::TaskDefinition',
      Properties: { ContainerDefinitions: [{ Name: 'shop', Environment: environment }] },
    },
  ]);

testRule(auth04, {
  pass: {
    'Argon2id as OWASP asks': signIn(),
    "the same in somebody else's template": foreignSignIn(),
    'more passes for less memory': settings({ ARGON2_MEMORY_COST: 9216, ARGON2_TIME_COST: 4 }),
    'so much memory that one pass is enough': settings({ ARGON2_MEMORY: '65536' }),
    'the cost of bcrypt': settings({ BCRYPT_ROUNDS: '12' }),
    'scrypt as a power of two, and as its exponent': settings({ SCRYPT_N: 131072, SCRYPT_COST: '17' }),
    'PBKDF2 by the hash inside': settings({
      PASSWORD_HASHER: 'PBKDF2-HMAC-SHA512',
      PBKDF2_ITERATIONS: '210000',
    }),
    'a parameter of a container': task([{ Name: 'passwordHashAlgorithm', Value: 'bcrypt' }]),
    'a parameter of the account': signIn([
      'Passwords',
      { Type: 'AWS::SSM::Parameter', Properties: { Name: '/shop/password/hash-algorithm', Value: 'scrypt' } },
    ]),
  },
  fail: {
    'hashes that were made for files': {
      ...settings({ PASSWORD_HASH_ALGORITHM: 'md5', LOGIN_DIGEST: 'SHA-256', pwdEncoder: '{noop}' }),
      says: [
        `${said}.PASSWORD_HASH_ALGORITHM is md5; expected ${slow}`,
        `${said}.LOGIN_DIGEST is SHA-256; expected ${slow}`,
        `${said}.pwdEncoder is {noop}; expected ${slow}`,
      ],
    },
    'an HMAC, which is fast under its name': {
      ...settings({ PASSWORD_HASH: 'HmacSHA256' }),
      says: [`${said}.PASSWORD_HASH is HmacSHA256; expected ${slow}`],
    },
    'too cheap a bcrypt, by either name': {
      ...settings({ BCRYPT_COST: '4', SALT_ROUNDS: 8 }),
      says: [
        `${said}.BCRYPT_COST is 4; expected at least 10, the cost of bcrypt`,
        `${said}.SALT_ROUNDS is 8; expected at least 10, the cost of bcrypt`,
      ],
    },
    'too few passes for the memory': {
      ...settings({ ARGON2_MEMORY: '19456', ARGON2_ITERATIONS: '1' }),
      says: [`${said}.ARGON2_MEMORY is 19456; expected ${pairs}`],
    },
    'less memory than any pair has': {
      ...settings({ ARGON2_MEMORY: '4096', ARGON2_ITERATIONS: '9' }),
      says: [`${said}.ARGON2_MEMORY is 4096; expected ${pairs}`],
    },
    'too cheap a scrypt': {
      ...settings({ SCRYPT_N: '16384' }),
      says: [`${said}.SCRYPT_N is 16384; expected 2^17 or more, the cost of scrypt`],
    },
    'too few rounds of PBKDF2': {
      ...settings({ PBKDF2_ITERATIONS: '100000' }),
      says: [`${said}.PBKDF2_ITERATIONS is 100000; expected at least 600000, the rounds of PBKDF2`],
    },
    'a table whose key is a password': {
      ...signIn([
        'Passwords',
        {
          Type: 'AWS::DynamoDB::Table',
          Properties: { AttributeDefinitions: [{ AttributeName: 'user_password', AttributeType: 'S' }] },
        },
      ]),
      says: [
        'Properties.AttributeDefinitions[0].AttributeName is user_password; expected a key that is no password',
      ],
    },
  },
  unknown: {
    'an algorithm and a cost that only the deployment knows, and memory that may be in MiB': {
      ...settings({ PASSWORD_HASH_ALGORITHM: open, BCRYPT_ROUNDS: open, ARGON2_MEMORY: '64' }),
      says: [
        `${said}.PASSWORD_HASH_ALGORITHM is unknown (parameter Open is only known at deployment); expected ${slow}`,
        `${said}.BCRYPT_ROUNDS is unknown (parameter Open is only known at deployment); expected at least 10, the cost of bcrypt`,
        `${said}.ARGON2_MEMORY is 64; only the deployment tells whether that is ${pairs}`,
      ],
    },
  },
  notApplicable: {
    'settings that are about something else': settings({
      HASH_ALGORITHM: 'sha256',
      PASSWORD_HASH: '$2b$12$abcdefghijklmnopqrstuv',
      PASSWORD_SECRET_NAME: 'shop/admin',
      ROUNDS: '3',
    }),
  },
});
