/** Why a file is not a workbook that can be read. */
export type SpreadsheetFault =
  | 'damaged'
  | 'bomb'
  | 'protected'
  | 'too-many-rows'
  | 'xlsb'
  | 'word'
  | 'ods'
  | 'other';

/** A file refused before or while it is read; whoever asked for it finds the words. */
export class SpreadsheetRefused extends Error {
  constructor(readonly fault: SpreadsheetFault) {
    super(`Spreadsheet refused: ${fault}`);
  }
}
