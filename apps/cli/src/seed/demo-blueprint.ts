import type { INestApplicationContext } from '@nestjs/common';
import { Blueprints, QuestionBanks } from '#assessment';
import { Accounts } from '#identity';
import { Catalogue } from '#platform/i18n';

const BANK = 'ung-dung-ai-trong-cong-vu';
const AUTHOR = 'biensoan';
/** Twenty questions of the skills that the bank covers best, eleven easy and nine of middle difficulty in each form. */
const ROWS = [
  { count: 4, component: '6.2', difficulty: 1 },
  { count: 3, component: '6.2', difficulty: 2 },
  { count: 4, component: '6.3', difficulty: 1 },
  { count: 3, component: '6.3', difficulty: 2 },
  { count: 3, component: '4.2', difficulty: 1 },
  { count: 3, component: '1.2', difficulty: 2 },
];

/** A blueprint to try in the demonstration. Safe to run again: one that is there stays as it is. */
export async function demoBlueprint(app: INestApplicationContext): Promise<number> {
  const blueprints = app.get(Blueprints, { strict: false });
  const bank = await app.get(QuestionBanks, { strict: false }).find(BANK);
  const author = await app.get(Accounts, { strict: false }).findByUsername(AUTHOR);
  if (!bank || !author || (await blueprints.list(bank.id)).length > 0) return 0;
  const title = new Catalogue().for('vi')('assessment.blueprint.demo');
  await blueprints.create(bank.id, { title, rows: ROWS }, author);
  return 1;
}
