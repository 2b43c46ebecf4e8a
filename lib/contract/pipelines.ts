/** Ends the name of the role that a pipeline takes on. */
export const pipelineRole = 'pipeline';

/** Whom tokens of pipelines are meant for: AWS says that of those for its STS, and others take it over. */
export const tokenAudience = 'sts.amazonaws.com';

/** The host that issues the tokens of GitHub's pipelines (https://docs.github.com/actions/reference/openid-connect-reference). */
export const githubIssuer = 'token.actions.githubusercontent.com';
