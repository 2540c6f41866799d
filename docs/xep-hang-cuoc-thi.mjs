#!/usr/bin/env node
/**
 * Tính lại bảng xếp hạng một vòng thi từ nhật ký tải trên trang của vòng thi. Tệp này đứng một mình: chỉ cần Node.js
 * 18 trở lên, không dùng mã nào của hệ thống, không kết nối mạng. Cách dùng: docs/how-to/xep-hang-lai-cuoc-thi.md
 *
 *   node xep-hang-cuoc-thi.mjs nhat-ky.csv            đối chiếu với thứ hạng ghi trong nhật ký
 *   node xep-hang-cuoc-thi.mjs nhat-ky.csv --json     in toàn bộ kết quả dạng JSON
 *
 * Mã thoát: 0 khi khớp, 1 khi có chỗ khác, 2 khi không đọc được nhật ký.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}

const wholeNumber = (text, line) => (/^\d+$/.test(text) ? Number(text) : fail(`Dòng ${line}: “${text}” không phải số.`));

function readLog(bytes) {
  const lines = bytes.toString('utf8').split('\n');
  if (lines[0] !== '# hocvuso contest log 1') fail('Đây không phải nhật ký vòng thi (phiên bản 1).');
  const head = {};
  let at = 1;
  for (; lines[at]?.startsWith('# '); at += 1) {
    const [name, value] = lines[at].slice(2).split(/=(.*)/s);
    head[name] = value;
  }
  const names = lines[at]?.split(',') ?? [];
  const entries = [];
  const seen = new Set();
  for (at += 1; at < lines.length && lines[at] !== ''; at += 1) {
    const cells = lines[at].split(',');
    if (cells.length !== names.length) fail(`Dòng ${at + 1}: thiếu hoặc thừa cột.`);
    const cell = Object.fromEntries(names.map((name, index) => [name, cells[index]]));
    if (seen.has(cell.entry)) fail(`Dòng ${at + 1}: mã bài ${cell.entry} có hai lần.`);
    seen.add(cell.entry);
    entries.push({
      entry: cell.entry,
      unit: cell.unit,
      marks: wholeNumber(cell.mark_units, at + 1),
      max: wholeNumber(cell.max_units, at + 1),
      prediction: cell.prediction === '' ? null : wholeNumber(cell.prediction, at + 1),
      time: wholeNumber(cell.time_ms, at + 1),
      submitted: Date.parse(cell.submitted_at),
      disqualified: cell.disqualified === 'yes',
      place: cell.place === '' ? null : wholeNumber(cell.place, at + 1),
    });
  }
  return { head, entries };
}

/** Con số phải dự đoán, đếm lại từ các bài hợp lệ. */
const actualOf = (kind, valid) =>
  kind === 'all-right' ? valid.filter((each) => each.max > 0 && each.marks === each.max).length : valid.length;

/** Từ điển các tiêu chí, mỗi tiêu chí là một số, nhỏ hơn thì xếp trên. */
function keyOf(each, actual, tieBreak) {
  const distance = each.prediction === null ? Infinity : Math.abs(each.prediction - actual);
  const between = tieBreak === 'time' ? [each.time, distance] : [distance, each.time];
  return [-each.marks, ...between, each.submitted];
}

function order(a, b) {
  for (let index = 0; index < a.length; index += 1) if (a[index] !== b[index]) return a[index] < b[index] ? -1 : 1;
  return 0;
}

const log = readFileSync(process.argv[2] ?? fail('Thiếu tên tệp nhật ký.'));
const { head, entries } = readLog(log);
const valid = entries.filter((each) => !each.disqualified);
const actual = actualOf(head.prediction, valid);
const keyed = valid.map((each) => ({ each, key: keyOf(each, actual, head.tie_break) }));
keyed.sort((a, b) => order(a.key, b.key));

const standings = [];
for (const [index, { each, key }] of keyed.entries()) {
  const above = keyed[index - 1];
  const place = above && order(above.key, key) === 0 ? standings[index - 1].place : index + 1;
  standings.push({ entry: each.entry, place, logged: each.place });
}

const units = new Map();
for (const each of valid) {
  const codes = each.unit.split('.');
  for (let depth = 1; depth <= codes.length; depth += 1) {
    const path = codes.slice(0, depth).join('.');
    const unit = units.get(path) ?? { unit: path, entries: 0, markUnits: 0n };
    unit.entries += 1;
    unit.markUnits += BigInt(each.marks);
    units.set(path, unit);
  }
}

const differing = standings.filter((each) => each.place !== each.logged);
const problems = differing.map(
  (each) => `Bài ${each.entry}: tính lại hạng ${each.place}, nhật ký ghi ${each.logged}.`,
);
if (String(actual) !== head.actual) problems.push(`Con số phải dự đoán: tính lại ${actual}, nhật ký ghi ${head.actual}.`);
for (const each of entries)
  if (each.disqualified && each.place !== null) problems.push(`Bài ${each.entry} bị loại mà vẫn có hạng.`);

const result = {
  agrees: problems.length === 0,
  sha256: createHash('sha256').update(log).digest('hex'),
  actual,
  entries: valid.length,
  disqualified: entries.length - valid.length,
  standings: standings.map(({ entry, place }) => ({ entry, place })),
  units: [...units.values()].map((each) => ({ ...each, markUnits: String(each.markUnits) })),
  problems,
};

if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(result)}\n`);
else {
  process.stdout.write(
    [
      `Cuộc thi ${head.contest}, vòng ${head.round}, lần công bố ${head.revision}`,
      `Bài hợp lệ: ${result.entries}; bị loại: ${result.disqualified}; con số phải dự đoán: ${actual}`,
      `SHA-256 của nhật ký: ${result.sha256}`,
      ...standings.slice(0, 10).map((each) => `${String(each.place).padStart(4)}  ${each.entry}`),
      ...problems.slice(0, 20),
      result.agrees ? 'KHỚP: tính lại ra đúng thứ hạng đã công bố.' : `KHÔNG KHỚP: ${problems.length} chỗ khác.`,
      '',
    ].join('\n'),
  );
}
process.exitCode = result.agrees ? 0 : 1;
