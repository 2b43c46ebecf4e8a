import { testStrangeTemplates } from './strange-templates.ts';

testStrangeTemplates({ small: 60, example: 60 });
