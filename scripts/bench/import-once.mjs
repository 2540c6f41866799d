/** `import-once.mjs ROWS`: uploads a list and waits until the worker has checked and applied it. */
import { DataSource } from 'typeorm';
import { openBuilt } from './application.mjs';

const rows = Number(process.argv[2]);
const { built, get, close } = await openBuilt();
const { RosterImports, RosterImportRepository } = await built('libs/enrolment/src/index.js');
const { Units } = await built('libs/organisation/src/index.js');
const { TaskRepository } = await built('libs/platform/tasks/index.js');

const country = await get(Units).findByCode('vn');
const sender = { accountId: null, roots: [country.path] };
const round = (ms) => Math.round(ms) / 1000;

async function ended(taskId) {
  for (;;) {
    const { status, errorCode } = await get(TaskRepository).find(taskId);
    if (status === 'done') return;
    if (status === 'failed' || status === 'cancelled') throw new Error(`The task ${status}: ${errorCode}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const list = await nominated();
const [{ id: classId }] = await get(DataSource).query(
  `SELECT c.id FROM training_class c JOIN course k ON k.id = c.course_id WHERE k.slug = 'ung-dung-ai-trong-cong-vu' LIMIT 1`,
);
const began = performance.now();
const { importId, taskId } = await get(RosterImports).upload(
  classId,
  { name: 'danh-sach.csv', content: list },
  '31',
  sender,
);
if (taskId) await ended(taskId);
const checked = performance.now();
const waiting = await get(RosterImportRepository).find(importId);
if (waiting.refusal) throw new Error(waiting.refusal);
await ended(await get(RosterImports).apply(waiting, sender));
const applied = performance.now();
const { counts } = await get(RosterImportRepository).find(importId);
console.log(
  JSON.stringify({
    seconds: (applied - began) / 1000,
    checkSeconds: round(checked - began),
    applySeconds: round(applied - checked),
    counts,
  }),
);
await close();

/** People of the communes of one province, each with a telephone number of their own. */
async function nominated() {
  const communes = await get(DataSource).query(
    `SELECT name FROM unit WHERE kind = 'commune' AND province_code = '31' ORDER BY code`,
  );
  const family = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Vũ', 'Đặng', 'Bùi', 'Đỗ', 'Hồ'];
  const middle = ['Thị', 'Văn', 'Đức', 'Minh', 'Thu', 'Quang', 'Ngọc', 'Hữu'];
  const given = ['An', 'Bình', 'Châu', 'Dũng', 'Hạnh', 'Khánh', 'Lan', 'Nam', 'Phúc', 'Quỳnh', 'Sơn', 'Yến'];
  const pick = (from, n) => from[n % from.length];
  const lines = Array.from({ length: rows }, (_, n) => {
    const name = `${pick(family, n)} ${pick(middle, n >> 2)} ${pick(given, n >> 5)}`;
    const born = `${String(1 + (n % 28)).padStart(2, '0')}/${String(1 + (n % 12)).padStart(2, '0')}/${1965 + (n % 35)}`;
    return `${n + 1},${name},${born},Công chức,${pick(communes, n).name},09${String(10_000_000 + n)}`;
  });
  return Buffer.from(`STT,Họ và tên,Ngày sinh,Chức vụ,Đơn vị,Số điện thoại\n${lines.join('\n')}\n`);
}
