import type { TemplateSource } from '../../lib/cloudformation/model/types.ts';
import { type AccountConfig, loadAccount } from '../../lib/config/account/account-config.ts';
import { templatesOfApp } from './kept-assemblies.ts';

/** The example account, with some of its settings changed. */
export function exampleAccount(changes: Partial<AccountConfig> = {}): AccountConfig {
  return { ...loadAccount('examples/account.yaml'), ...changes };
}

/** The templates of an account, without any policy at work. */
export function accountTemplates(config: AccountConfig = exampleAccount()): readonly TemplateSource[] {
  return templatesOfApp(['account', config], (app) => {
    const { addAccount }: typeof import('../../lib/account.ts') = require('../../lib/account.ts');
    addAccount(app, { config });
  });
}

const inOrganization = 'arn:aws:cloudtrail:eu-west-1:333333333333:trail/organization';
const here = (service: string, rest: string) => ({
  existing: { arn: `arn:aws:${service}:eu-west-1:111111111111:${rest}`, owner: 'platform@boutique.example' },
});

/** Every service runs already and is somebody else's. */
export const existingThroughout: AccountConfig['detection'] = {
  accessAnalyzer: here('access-analyzer', 'analyzer/organization'),
  cloudTrail: { existing: { arn: inOrganization, owner: 'platform@boutique.example' } },
  config: here('config', 'config-recorder/default'),
  guardDuty: here('guardduty', 'detector/12abc34d567e8fa901bc2d34e56789f0'),
  securityHub: here('securityhub', 'hub/default'),
  inspector: here('inspector2', 'coverage'),
  macie: here('macie2', 'session'),
};
