import { cleanText, fold } from '#platform/text';
import { type Finding, finding } from '../field/finding.js';
import { addFindings, type RosterRow, settleOutcome } from './roster-row.js';

/** Headers of the list, for messages about rows that repeat one another. */
export interface RepeatHeaders {
  name: string;
  citizenId: string;
  phone: string;
  email: string;
}

/** Compares the rows of one list: ids borne twice, people listed twice, names borne twice without an id. */
export function markRepeats(rows: readonly RosterRow[], headers: RepeatHeaders): void {
  const byId = new Map<string, RosterRow[]>();
  const alike = new Map<string, RosterRow>();
  for (const row of rows) {
    const id = idOf(row);
    if (id) markById(row, byId, id, headers);
    else if (row.outcome !== 'reject') markByContent(row, alike, headers);
    settleOutcome(row);
  }
  const kept = rows.filter((row) => row.outcome === 'accept' || row.outcome === 'warn');
  markSameNames(kept, headers);
  markShared(kept, (row) => row.phone, 'roster.phone-shared', headers.phone);
  markShared(kept, (row) => row.email, 'roster.email-shared', headers.email);
  for (const row of kept) settleOutcome(row);
}

function idOf(row: RosterRow): string | undefined {
  return row.citizenId ?? row.oldIdNumber;
}

/** The first row with an id keeps it; another name with it is rejected, the same name is counted once. */
function markById(row: RosterRow, byId: Map<string, RosterRow[]>, id: string, headers: RepeatHeaders): void {
  const before = byId.get(id) ?? [];
  byId.set(id, [...before, row]);
  const other = before.find((one) => fold(one.name) !== fold(row.name) && one.name !== '');
  if (other && row.name !== '') {
    const said = { value: id, row: String(other.row), name: other.name };
    addFindings(row, headers.citizenId, [finding('roster.citizen-id-repeated', said)]);
    return;
  }
  const same = before.find((one) => one.outcome !== 'reject' && one.outcome !== 'skip');
  if (same && row.outcome !== 'reject') addFindings(row, headers.citizenId, [repeatOf(same, row)]);
}

/** Without an id only a row equal in all, birth date and all, is a repeat. */
function markByContent(row: RosterRow, alike: Map<string, RosterRow>, headers: RepeatHeaders): void {
  if (!row.birthDate.date && !row.phone && !row.email) return;
  const key = JSON.stringify([row.name, ...COMPARED.map(([, value]) => value(row) ?? '')]);
  const before = alike.get(key);
  if (before) addFindings(row, headers.name, [repeatOf(before, row)]);
  else alike.set(key, row);
}

const COMPARED: [string, (row: RosterRow) => string | undefined][] = [
  ['Họ và tên', (row) => row.name],
  ['Ngày sinh', (row) => row.birthDate.date ?? row.birthDate.year?.toString()],
  ['Giới tính', (row) => row.gender],
  ['Chức vụ', (row) => row.jobTitle],
  ['Đơn vị', (row) => row.unitKey ?? row.unitText],
  ['Số điện thoại', (row) => row.phone],
  ['Email', (row) => row.email],
];

function repeatOf(first: RosterRow, row: RosterRow): Finding {
  const columns = COMPARED.filter(([, value]) => value(first) !== value(row)).map(([name]) => name);
  const said = { row: String(first.row), columns: columns.join(', ') };
  return finding(columns.length === 0 ? 'roster.row-repeated' : 'roster.person-repeated', said);
}

/** Two people of one name stay two. Those without an id are flagged, each with the rows of the others. */
function markSameNames(rows: readonly RosterRow[], headers: RepeatHeaders): void {
  const byName = new Map<string, RosterRow[]>();
  for (const row of rows) {
    const key = cleanText(row.name).toLowerCase();
    byName.set(key, [...(byName.get(key) ?? []), row]);
  }
  for (const same of byName.values()) {
    for (const row of same.length > 1 ? same : []) {
      const others = same.filter((other) => other !== row && (!idOf(other) || !differentBirths(row, other)));
      if (idOf(row) || others.length === 0) continue;
      const rowsSaid =
        others
          .slice(0, 5)
          .map((other) => other.row)
          .join(', ') + (others.length > 5 ? ', …' : '');
      addFindings(row, headers.name, [finding('roster.same-name', { rows: rowsSaid })]);
    }
  }
}

function differentBirths(one: RosterRow, other: RosterRow): boolean {
  const { date } = one.birthDate;
  return date !== undefined && other.birthDate.date !== undefined && date !== other.birthDate.date;
}

function markShared(
  rows: readonly RosterRow[],
  value: (row: RosterRow) => string | undefined,
  code: 'roster.phone-shared' | 'roster.email-shared',
  column: string,
): void {
  const first = new Map<string, RosterRow>();
  for (const row of rows) {
    const shared = value(row);
    const before = shared ? first.get(shared) : undefined;
    if (shared && before)
      addFindings(row, column, [finding(code, { value: shared, row: String(before.row) })]);
    else if (shared) first.set(shared, row);
  }
}
