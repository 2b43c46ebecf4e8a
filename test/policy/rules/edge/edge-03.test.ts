import { edge03 } from '../../../../lib/policy/rules/edge/edge-03.ts';
import { maybe, open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { config, foreign, shop } from './shop.ts';

const arn = `${config}.ViewerCertificate.AcmCertificateArn`;
const path = 'Properties.DistributionConfig.ViewerCertificate.AcmCertificateArn';
const issued = 'Certificate.Properties';
const authority = 'arn:aws:acm-pca:eu-west-1:111111111111:certificate-authority/1';
const wanted = 'a certificate of us-east-1';

testRule(edge03, {
  pass: {
    'a certificate of the same stack': shop(),
    'a certificate made elsewhere, by its ARN': foreign([
      arn,
      'arn:aws:acm:us-east-1:111111111111:certificate/1',
    ]),
    'an ARN with an open account': shop([
      arn,
      { 'Fn::Sub': 'arn:${AWS::Partition}:acm:us-east-1:${AWS::AccountId}:certificate/1' },
    ]),
    'a certificate of a private authority inside the network, which validates nothing': shop([
      'Internal',
      { Type: 'AWS::CertificateManager::Certificate', Properties: { CertificateAuthorityArn: authority } },
    ]),
    'an elliptic key': shop([`${issued}.KeyAlgorithm`, 'EC_prime256v1']),
  },
  fail: {
    'the default certificate': {
      ...shop([`${config}.ViewerCertificate`, { CloudFrontDefaultCertificate: true }]),
      says: [`${path} is not set; expected ${wanted}`],
    },
    'a server certificate of IAM': {
      ...shop([arn, undefined], [`${config}.ViewerCertificate.IamCertificateId`, 'ASCA1']),
      says: [
        `${path} is not set; expected ${wanted}`,
        'Properties.DistributionConfig.ViewerCertificate.IamCertificateId is ASCA1; expected no value, because such a certificate cannot renew itself',
      ],
    },
    'a certificate of another region': {
      ...shop([arn, 'arn:aws:acm:eu-west-1:111111111111:certificate/1']),
      says: [`${path} is arn:aws:acm:eu-west-1:111111111111:certificate/1; expected ${wanted}`],
    },
    'a certificate of a stack in another region': {
      ...shop(),
      region: 'eu-west-1',
      says: [`${path} is $\{Certificate}; expected ${wanted}`],
    },
    'validation by mail': {
      ...shop([`${issued}.ValidationMethod`, 'EMAIL']),
      says: ['Properties.ValidationMethod is EMAIL; expected DNS'],
    },
    'validation that is not written, which is by mail': {
      ...shop([`${issued}.ValidationMethod`, undefined]),
      says: ['Properties.ValidationMethod is EMAIL; expected DNS'],
    },
    'a short key and no transparency log': {
      ...shop(
        [`${issued}.KeyAlgorithm`, 'RSA_1024'],
        [`${issued}.CertificateTransparencyLoggingPreference`, 'DISABLED'],
      ),
      says: [
        'Properties.KeyAlgorithm is RSA_1024; expected RSA_2048 or RSA_3072 or RSA_4096 or EC_prime256v1 or EC_secp384r1',
        'Properties.CertificateTransparencyLoggingPreference is DISABLED; expected ENABLED',
      ],
    },
    'a certificate that another service shows': {
      ...shop([
        'Internal',
        { Type: 'AWS::CertificateManager::Certificate', Properties: { ValidationMethod: 'EMAIL' } },
      ]),
      says: ['Properties.ValidationMethod is EMAIL; expected DNS'],
    },
    'a certificate of a private authority for shoppers': {
      ...shop([`${issued}.CertificateAuthorityArn`, authority]),
      says: [`Properties.CertificateAuthorityArn is ${authority}; expected no private authority`],
    },
    'the bad one of two certificates': {
      ...shop(
        ['Second', { Type: 'AWS::CertificateManager::Certificate', Properties: {} }],
        [arn, maybe({ Ref: 'Certificate' }, { Ref: 'Second' })],
      ),
      says: ['Properties.ValidationMethod is EMAIL; expected DNS'],
    },
  },
  unknown: {
    'an ARN that is a parameter': {
      ...shop([arn, open]),
      says: [`${path} is unknown (parameter Open is only known at deployment); expected ${wanted}`],
    },
    'a certificate that is not among the templates': {
      ...shop(['Certificate', undefined]),
      says: [`${path} is unknown ('Certificate' is not defined in the template); expected ${wanted}`],
    },
    'an ARN whose region is open': {
      ...shop([arn, { 'Fn::Sub': 'arn:aws:acm:${Open}:111111111111:certificate/1' }]),
      says: [
        `${path} is arn:aws:acm:$\{?}:111111111111:certificate/1; only the deployment tells whether that is ${wanted}`,
      ],
    },
    'a certificate of a custom resource': {
      ...shop(['Certificate', { Type: 'Custom::Certificate' }]),
      says: [`${path} is $\{Certificate}; only the deployment tells whether that is ${wanted}`],
    },
  },
});
