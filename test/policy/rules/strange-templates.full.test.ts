import { testStrangeTemplates } from './strange-templates.ts';

testStrangeTemplates({ small: Number.POSITIVE_INFINITY, example: 1500 });
