import { oneRun } from './exports.mjs';

const QUESTIONS = 10_000;

/** As many questions as a file may hold, checked and brought into a bank by a worker. */
export const questionImports = {
  figures: ['question-import'],
  async run({ report, installation, release }) {
    const server = await installation('question-imports', { workers: 1 });
    const { seconds, counts, ...more } = await oneRun(
      'question-import-once.mjs',
      [String(QUESTIONS)],
      server.env,
    );
    await release('question-imports');
    if (counts.created !== QUESTIONS)
      throw new Error(`Not ${QUESTIONS} questions: ${JSON.stringify(counts)}`);
    report({
      name: 'question-import',
      value: QUESTIONS / seconds,
      unit: 'questions/s',
      ...more,
      note: `${QUESTIONS} questions of GIFT, from upload to the last in the bank`,
    });
  },
};
