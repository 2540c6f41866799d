export { type CheckOptions, checkRoster, type LeftOutRow, type RosterReport } from './check/check-roster.js';
export type { Outcome, RosterMessage, RosterRow } from './check/roster-row.js';
export { readTable } from './file/read-table.js';
export type { CellValue, Sheet, SheetRow } from './file/sheet.js';
export { columnLetters, detectLayout } from './layout/detect-layout.js';
export type { Field } from './layout/header-words.js';
export type { LayoutColumn, ManualMapping, TableLayout } from './layout/layout.js';
export { levelOf, type MessageCode, messageText } from './messages.js';
export { RosterRefused } from './roster-refused.js';
