// The CDK's own validation takes seconds in each process; one test switches it on for itself.
process.env['CDK_VALIDATION'] = 'false';
