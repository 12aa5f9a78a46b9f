import { Router } from 'express';
import { ruruHTML } from 'ruru/server';
import { serveStatic } from 'ruru/static';

/** What stands in GraphiQL's first tab: one operation of each kind, in the order in which one would try them. */
const FIRST_QUERY = `# Put the cursor into an operation and press Ctrl-Enter; the documentation is behind the first icon on the left.

mutation Start {
  createRun(input: { pipelineId: "quickstart", task: "Plan a birthday party for a cat" }) {
    id
    status
  }
}

subscription Watch {
  events {
    type
    runId
    stepId
    data
  }
}

query Runs {
  runs(limit: 5) {
    id
    status
    outputs
    steps {
      stepId
      agentId
      status
    }
  }
}

query Tree {
  actorTree {
    actors {
      path
      state
      doing
    }
  }
}
`;

/** What the package's page needs: its configuration stands in the page, its editor checks in workers of its own. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** GraphiQL, whole from an npm package: works without a network. */
export function graphiql(): Router {
  const router = Router();
  const html = ruruHTML({
    endpoint: '/graphql',
    subscriptionEndpoint: '/graphql',
    staticPath: '/graphiql/static/',
    clientConfig: { defaultQuery: FIRST_QUERY },
  });
  router.use('/static', (request, response, next) =>
    serveStatic('/graphiql/static/')(Object.assign(request, { url: request.originalUrl }), response, next),
  );
  router.get('/', (_request, response) => void response.set('Content-Security-Policy', POLICY).type('html').send(html));
  return router;
}
