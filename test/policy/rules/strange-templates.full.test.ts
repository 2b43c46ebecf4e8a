import { testStrangeTemplates } from './strange-templates.ts';

testStrangeTemplates({ small: Number.POSITIVE_INFINITY, example: 3000 });
