/** `question-import-once.mjs QUESTIONS`: uploads a file of questions and waits until the worker has it in a bank. */
import { DataSource } from 'typeorm';
import { openBuilt } from './application.mjs';

const count = Number(process.argv[2]);
const { built, get, close } = await openBuilt();
const { QuestionBanks } = await built('libs/assessment/src/index.js');
const pages = 'libs/assessment/src/exchange-pages';
const { QuestionImports } = await built(`${pages}/question-imports.service.js`);
const { QuestionImportRepository } = await built(`${pages}/question-import.repository.js`);
const { TaskRepository } = await built('libs/platform/tasks/index.js');

/** Waits for a task, and how often it said how far it was. */
async function ended(taskId) {
  const said = new Set();
  for (;;) {
    const { status, errorCode, done } = await get(TaskRepository).find(taskId);
    said.add(done);
    if (status === 'done') return said.size;
    if (status === 'failed' || status === 'cancelled') throw new Error(`The task ${status}: ${errorCode}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const [{ id: by }] = await get(DataSource).query('SELECT id FROM account LIMIT 1');
const { bankId } = await get(QuestionBanks).import('bench-nhap', 'Nhập nhiều câu', []);
const began = performance.now();
const { importId, taskId } = await get(QuestionImports).upload(
  bankId,
  { name: 'cau-hoi.gift', content: questions() },
  'gift',
  by,
);
const checkSteps = await ended(taskId);
const checked = performance.now();
const steps = await ended(
  await get(QuestionImports).apply(await get(QuestionImportRepository).find(importId), by),
);
const applied = performance.now();
const counts = await get(QuestionImportRepository).counts(importId);
const seconds = (from, to) => Math.round(to - from) / 1000;
console.log(
  JSON.stringify({
    seconds: seconds(began, applied),
    checkSeconds: seconds(began, checked),
    applySeconds: seconds(checked, applied),
    checkSteps,
    applySteps: steps,
    counts,
  }),
);
await close();

function questions() {
  const about = ['mật khẩu', 'thư lạ', 'mạng công cộng', 'dữ liệu cá nhân', 'bản sao lưu', 'chữ ký số'];
  const lines = Array.from({ length: count }, (_, n) => {
    const word = about[n % about.length];
    return `::bench-${n}::Tình huống ${n}, mã ${(n * 7919) % 100_003}\\: với ${word}, việc nào nên làm trước?{=Làm theo quy định số ${n}#Đúng quy định. ~Bỏ qua ${word} ~Hỏi người lạ ~Chờ ${n % 60} phút ####Quy định nêu rõ.}\n`;
  });
  return Buffer.from(lines.join('\n'));
}
