import type { JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { edge03Answers } from '../../../../lib/policy/rules/edge/edge-03-answers.ts';
import { type Change, changed, open, undecided } from '../../../support/changes.ts';
import { type Case, testRule } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';
import { parameter } from '../data/bucket.ts';

const good: Record<string, JsonRecord> = {
  Acl: {
    Type: 'AWS::WAFv2::WebACL',
    Properties: {
      CustomResponseBodies: { Closed: { ContentType: 'TEXT_PLAIN', Content: 'closed' } },
      Rules: [
        {
          Action: { Block: { CustomResponse: { ResponseHeaders: [{ Name: 'Retry-After', Value: '300' }] } } },
        },
      ],
    },
  },
  Listener: {
    Type: 'AWS::ElasticLoadBalancingV2::Listener',
    Properties: {
      DefaultActions: [
        { FixedResponseConfig: { ContentType: 'text/plain' } },
        { RedirectConfig: { Host: '#{host}' } },
      ],
    },
  },
  Site: {
    Type: 'AWS::S3::Bucket',
    Properties: { WebsiteConfiguration: { RedirectAllRequestsTo: { HostName: 'shop.boutique.example' } } },
  },
};

const answering = (...changes: readonly Change[]): Case => ({
  resources: changed(good, changes),
  sections: undecided,
  storefront,
});

const media = 'TEXT_PLAIN or APPLICATION_JSON or text/plain or application/json';
const own = 'a name of the shop';

testRule(edge03Answers, {
  fail: {
    'pages of the firewall and of the load balancer': {
      ...answering(
        ['Acl.Properties.CustomResponseBodies.Closed.ContentType', 'TEXT_HTML'],
        ['Listener.Properties.DefaultActions[0].FixedResponseConfig.ContentType', 'text/html'],
      ),
      says: [
        `Properties.DefaultActions[0].FixedResponseConfig.ContentType is text/html; expected ${media}`,
        `Properties.CustomResponseBodies.Closed.ContentType is TEXT_HTML; expected ${media}`,
      ],
    },
    'redirects to strangers': {
      ...answering(
        ['Listener.Properties.DefaultActions[1].RedirectConfig.Host', 'stranger.example'],
        ['Site.Properties.WebsiteConfiguration.RedirectAllRequestsTo.HostName', 'stranger.example'],
      ),
      says: [
        `Properties.DefaultActions[1].RedirectConfig.Host is stranger.example; expected ${own}`,
        `Properties.WebsiteConfiguration.RedirectAllRequestsTo.HostName is stranger.example; expected ${own}`,
      ],
    },
    'a header that sets a cookie': {
      ...answering([
        'Acl.Properties.Rules[0].Action.Block.CustomResponse.ResponseHeaders[0].Name',
        'Set-Cookie',
      ]),
      says: [
        'Properties.Rules[0].Action.Block.CustomResponse.ResponseHeaders[0].Name is Set-Cookie; expected retry-after or cache-control or x-robots-tag',
      ],
    },
  },
  unknown: {
    'a host that is a parameter': {
      ...answering(['Listener.Properties.DefaultActions[1].RedirectConfig.Host', open]),
      says: [`Properties.DefaultActions[1].RedirectConfig.Host is ${parameter}; expected ${own}`],
    },
  },
  notApplicable: {
    'plain text, and the names of the shop': answering(),
    'a page in a template of somebody else': {
      resources: changed(good, [['Acl.Properties.CustomResponseBodies.Closed.ContentType', 'TEXT_HTML']]),
    },
  },
});
