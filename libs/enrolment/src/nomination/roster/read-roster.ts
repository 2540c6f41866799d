export { type CheckOptions, checkRoster, type RosterReport } from './check/check-roster.js';
export type { Outcome, RosterMessage, RosterRow } from './check/roster-row.js';
export { readTable } from './file/read-table.js';
export { detectLayout } from './layout/detect-layout.js';
export type { Field } from './layout/header-words.js';
export type { ManualMapping } from './layout/layout.js';
export { levelOf, messageText } from './messages.js';
export { RosterRefused } from './roster-refused.js';
