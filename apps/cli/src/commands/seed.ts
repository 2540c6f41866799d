import pg from 'pg';
import { DataSource } from 'typeorm';
import { Audit } from '#platform/audit';
import type { Command } from '../command.js';
import { seedSteps } from '../seed/steps.js';

const DONE = 'installation.seed';

/** Loads reference data and courses; in demo mode also the invented people. */
export const seed: Command = {
  name: 'seed',
  summary: 'Load units, frameworks and courses (in demo mode also the demo people)',
  usage: 'seed [--if-empty]',
  options: { 'if-empty': { type: 'boolean' } },
  async run({ config, values, app, say }) {
    if (values['if-empty'] && (await wasSeeded(config.databaseUrl))) return { seeded: false };
    const opened = await app();
    const added: Record<string, number> = {};
    for (const step of seedSteps) {
      if (step.demoOnly && !config.demo) continue;
      const began = Date.now();
      added[step.name] = await step.run(opened);
      say(`${step.name}: ${added[step.name]} added in ${Date.now() - began} ms`);
    }
    await opened.get(Audit, { strict: false }).record(opened.get(DataSource).manager, {
      actorId: null,
      action: DONE,
      subjectType: 'installation',
      subjectId: null,
      detail: added,
    });
    return { seeded: true, added };
  },
};

/** Told by the audit, so that a seed killed halfway is finished at the next start. Asked without the application. */
async function wasSeeded(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const found = await client.query('SELECT 1 FROM audit_entry WHERE action = $1 LIMIT 1', [DONE]);
    return found.rowCount !== 0;
  } finally {
    await client.end();
  }
}
