export { LIMITS } from './read/limits.js';
export { readXlsx } from './read/read-workbook.js';
export { type SpreadsheetFault, SpreadsheetRefused } from './read/refused.js';
export { isoFromSerial } from './read/serial-date.js';
export {
  type CellValue,
  cellText,
  isDateCell,
  isErrorCell,
  type Merge,
  type Sheet,
  type SheetRow,
} from './read/sheet.js';
export { SharedStrings } from './write/shared-strings.js';
export {
  type Cell,
  columnName,
  RowWriter,
  type SheetColumn,
  STYLE,
  sheetEnd,
  sheetStart,
} from './write/sheet.js';
export { type Table, tablesFile } from './write/tables-file.js';
export { workbookFile } from './write/workbook-file.js';
export { neutralised } from './write/xml-text.js';
