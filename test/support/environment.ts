// The CDK's own validation takes seconds in each process; one test switches it on for itself.
process.env['CDK_VALIDATION'] = 'false';
// Node.js 20 is supported until the SDK of AWS is not; its warning would stand between the results.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
