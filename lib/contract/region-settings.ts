/** The type of what the kit sets in each region of a shop and of an account, where no type of CloudFormation can. */
export const regionSettingsType = 'Custom::RegionSettings';
