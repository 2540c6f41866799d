import { RouteRegistry } from '#platform/http';
import { createLogger } from '#platform/logging';
import type { Command } from '../command.js';

interface Row {
  method: string;
  path: string;
  roles: string;
  scope: string;
}

/** Every route of the web application with who may call it and whose rows it reaches. */
export const routes: Command = {
  name: 'routes',
  summary: 'List all routes: method, path, roles, scope',
  usage: 'routes',
  async run({ config }) {
    // The web application is opened without listening, so that the list is the router's own.
    const { createWeb } = await import('../../../web/src/create-web.js');
    const web = await createWeb(config, createLogger('warn', 'routes'));
    try {
      await web.init();
      const list = web.get(RouteRegistry).list();
      return {
        routes: list.map(({ method, path, access, scope }): Row => {
          return { method, path, roles: Array.isArray(access) ? access.join(', ') : access, scope };
        }),
      };
    } finally {
      await web.close();
    }
  },
  print(answer) {
    const rows = (answer as { routes: Row[] }).routes;
    const columns = ['method', 'path', 'roles', 'scope'] as const;
    const width = (column: keyof Row) => Math.max(column.length, ...rows.map((row) => row[column].length));
    const line = (row: Row) =>
      columns
        .map((column) => row[column].padEnd(width(column)))
        .join('  ')
        .trimEnd();
    return [line({ method: 'method', path: 'path', roles: 'roles', scope: 'scope' }), ...rows.map(line)].join(
      '\n',
    );
  },
};
