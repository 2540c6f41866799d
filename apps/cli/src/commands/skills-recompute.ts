import { LedgerRecompute, type Recomputed } from '#mastery';
import { type Command, Refused } from '../command.js';

/** Exit 1 when rows of the ledger are not those that rules and evidence give: it is append-only and cannot be mended. */
export const skillsRecompute: Command = {
  name: 'skills:recompute',
  summary:
    'Compute the ledger of skill levels again from rules, grades and enrolments, and compare it row for row',
  usage: 'skills:recompute',
  async run({ app, say }) {
    let told = 0;
    const answer = await (await app()).get(LedgerRecompute, { strict: false }).run((enrolments) => {
      if (enrolments - told < 20_000) return;
      told = enrolments;
      say(`${enrolments} enrolments`);
    });
    if (answer.differing > 0)
      throw new Refused(`${answer.differing} rows differ from what is computed.`, answer);
    return answer;
  },
  print(answer) {
    const { enrolments, entries, added, differing } = answer as Recomputed;
    return `${entries} entries of ${enrolments} enrolments; missing and added: ${added}, differing: ${differing}`;
  },
};
