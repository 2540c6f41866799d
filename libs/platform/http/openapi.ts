import { z } from 'zod';
import type { RouteInfo } from './route-registry.js';

/** OpenAPI 3.1 of the routes under `/api/`, from the same schemas that validate them. */
export function openApiDocument(routes: RouteInfo[], publicUrl: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes.filter((each) => each.path.startsWith('/api/'))) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] ??= {};
    paths[path][route.method.toLowerCase()] = operation(route);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'hocvuso',
      version: '0.1.0',
      description: 'MOOC platform for national digital-skills programmes',
    },
    servers: [{ url: publicUrl }],
    components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'hv' } } },
    paths,
  };
}

function operation(route: RouteInfo): object {
  const parameters = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  return {
    operationId: route.handler,
    parameters,
    ...(route.access === 'public' ? {} : { security: [{ session: [] }] }),
    ...(route.body
      ? {
          requestBody: {
            content: {
              'application/json': {
                schema: z.toJSONSchema(route.body, { io: 'input', unrepresentable: 'any' }),
              },
            },
          },
        }
      : {}),
    'x-roles': route.access,
    'x-scope': route.scope,
    responses: {
      '2XX': { description: 'Done' },
      '4XX': {
        description: 'Refused',
        content: { 'application/problem+json': { schema: { type: 'object' } } },
      },
    },
  };
}
