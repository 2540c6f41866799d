import { cellText, type SheetRow } from '#platform/spreadsheet';
import { cleanText, fold } from '#platform/text';
import type { Grid } from './grid.js';
import { columnsOf, type TableLayout } from './layout.js';
import { COUNT, GROUP, isTitled, SECTION_INDEX } from './section-words.js';

/** What a row below the header is. Only a person is checked; the others are listed as left out, with their text. */
export type RowKind =
  | 'person'
  | 'section'
  | 'total'
  | 'signature'
  | 'numbering'
  | 'example'
  | 'continuation'
  | 'blank';

/** «Tổng số: 240 người»; marks matter, since Tống Công Minh and Lưu Văn An are people. */
const TOTAL =
  /^(tổng (số|cộng|hợp)([\s:.(]|$)|(tổng|cộng)\s*([:.]\s*)?(\(?\d.*)?$|cộng\s.*\d|(tong (so|cong)|cong)\s*[:.]?\s*\(?(\d|$)|ấn định|danh sách (này|trên|có|gồm)|(bằng chữ|số lượng)[\s:])/iu;
const NOTE =
  /^(nơi nhận|noi nhan|ghi chú|chú thích|người lập|nguoi lap|người tổng hợp|xác nhận|liên hệ|đầu mối)[\s:]|^(nơi nhận|người lập|ghi chú)$|^(-\s*)?lưu(\s*:|\s+ý\s*:|\s+vt)|^[*+]|^-\s|ký,?\s*(và\s*)?(ghi rõ|họ tên|tên|đóng dấu)|,\s*ngày\s.*tháng|^ngày\s.*tháng.*năm/iu;
const SIGNER =
  /^((kt|tm|tl|tuq|q)[.\s]+)+(uy ban|ubnd|hoi dong|hdnd|\p{L}+ )|^((kt|tm|tl|tuq|q)[.\s]+)*(pho |quyen )?(giam doc|tong giam doc|chu tich|thu truong|truong (phong|ban)|chanh van phong|chanh thanh tra|hieu truong|bi thu|nguoi lap|lanh dao|ke toan|nguoi (ky|tong hop)|can bo (lap|phu trach)|phu trach)\b.{0,40}$/u;
const EXAMPLE_INDEX = /^(vd|ví dụ|mẫu|ex|e\.g)\.?:?$/iu;
const HINT = /\bdd?\s*\/\s*mm|mm\s*\/\s*yy|^(ví dụ|vd)\s*:|bắt buộc|^(ghi|nhập|điền|chọn)\s/iu;

/** Tells people from the rest of what stands below a header. */
export class RowKinds {
  private readonly named: number[];
  private readonly index: number | undefined;
  private readonly proof: number[];
  private readonly details: number[];
  private readonly units: number[];
  private readonly numbered: boolean;

  constructor(
    private readonly grid: Grid,
    private readonly layout: TableLayout,
    private readonly isUnit: (text: string) => boolean,
  ) {
    const at = (...fields: Parameters<typeof columnsOf>[1][]) =>
      columnsOf(layout, ...fields).map((one) => one.column);
    this.named = at('fullName', 'familyName', 'middleName', 'givenName');
    const index = at('index')[0];
    this.index = index;
    const below = grid.sheet.rows.filter((row) => row.number > layout.headerRows[1]);
    this.numbered =
      index !== undefined && below.some((row) => /^\d+[.)]?$/.test(cellText(row.cells[index]).trim()));
    this.proof = at(
      'birthDate',
      'birthYear',
      'citizenId',
      'phone',
      'email',
      'phoneEmail',
      'male',
      'female',
      'gender',
    );
    this.units = at('jobUnit', 'unit', 'unitCommune', 'unitPart');
    this.details = [...at('birthDay', 'birthMonth', 'jobTitle'), ...this.units];
  }

  /** `afterEnd`: a total or signature stands above, and no person since. */
  kindOf(row: SheetRow, afterEnd: boolean): RowKind {
    const texts = this.grid.texts(row);
    const rest = texts.filter(({ column }) => column !== this.index);
    const index = texts.find(({ column }) => column === this.index)?.text ?? '';
    const counted = /^\d+([.-]\d+)*[.)/]?$/.test(index);
    if (rest.length === 0 && (index === '' || counted)) return 'blank';
    if (isNumbering(texts.map(({ text }) => text))) return 'numbering';
    if (this.isExample(row.number, index, texts)) return 'example';
    const hasName = this.count(row, this.named) > 0;
    if (!hasName && this.continuesName(row.number)) return 'continuation';
    const proofs = this.proof.filter((column) =>
      looksPersonal(cellText(this.grid.value(row.number, column))),
    ).length;
    const company = hasName || counted || proofs > 1 || this.count(row, this.details) > 0;
    if (proofs > 0 && company) return 'person';
    const ending = this.endingKind(
      texts.map(({ text }) => text),
      counted,
    );
    if (ending) return ending;
    if (this.isSection(rest, index, counted)) return 'section';
    const placed =
      hasName && rest.some(({ column, text }) => this.units.includes(column) && this.isUnit(text));
    if (afterEnd && !counted && !placed) return 'signature';
    if (hasName)
      return rest.length === 1 && !counted && !this.standsAlone(rest[0]!.text) ? 'section' : 'person';
    const filled = this.count(row, this.proof) + this.count(row, this.details);
    return filled > 1 || (counted && filled > 0) ? 'person' : counted ? 'blank' : 'section';
  }

  /** A lone text under «Họ và tên» is a person only in a list that does not number its people. */
  private standsAlone(text: string): boolean {
    return !this.numbered && /^\p{Lu}[\p{L}\p{M}'’]*( \p{Lu}[\p{L}\p{M}'’]*){1,6}$/u.test(text);
  }

  private count(row: SheetRow, columns: number[]): number {
    return columns.filter((column) => row.cells[column] !== undefined).length;
  }

  /** A model line («VD», «Ví dụ») or a line of hints («dd/mm/yyyy») that a form has under its header. */
  private isExample(row: number, index: string, texts: { text: string }[]): boolean {
    if (EXAMPLE_INDEX.test(index)) return true;
    return row <= this.layout.headerRows[1] + 2 && index === '' && texts.some(({ text }) => HINT.test(text));
  }

  /** A second line of the person above, whose name cell is merged over both. */
  private continuesName(row: number): boolean {
    return this.named.some((column) => {
      const merge = this.grid.mergeAt(row, column);
      return merge !== undefined && merge.top < row && this.grid.value(merge.top, merge.left) !== undefined;
    });
  }

  private endingKind(texts: string[], counted: boolean): 'total' | 'signature' | null {
    if (counted) return null;
    if (texts.some((text) => TOTAL.test(text))) return 'total';
    if (texts.some((text) => NOTE.test(text))) return 'signature';
    return texts.every((text) => SIGNER.test(fold(text))) ? 'signature' : null;
  }

  /** One text (and perhaps a count) that is not a person: «I. Khối sở, ngành», «UBND xã Vĩnh Thuận (12 người)». */
  private isSection(rest: { column: number; text: string }[], index: string, counted: boolean): boolean {
    const words = rest.filter(({ text }) => !COUNT.test(text));
    if (words.length === 0) return index !== '' && !counted;
    if (words.length > 1) return false;
    const { column, text } = words[0]!;
    if (isTitled(text) || SECTION_INDEX.test(index) || GROUP.test(text) || this.isUnit(text)) return true;
    return !counted && !this.named.includes(column) && !this.details.includes(column);
  }
}

/** «(1) (2) (3)» or «A B 1 2» under the header. */
function isNumbering(texts: string[]): boolean {
  if (texts.length < 3) return false;
  return (
    texts.every((text) => /^[([]?(\d{1,2}|[A-Z])[)\]]?$/.test(text)) && texts.some((text) => /\d/.test(text))
  );
}

/** Something only a person has: a year or date, six digits or more, an address with @, a gender. */
function looksPersonal(raw: string): boolean {
  const text = cleanText(raw);
  if (/@/.test(text)) return true;
  if (text === '' || text.length > 32 || NOTE.test(text)) return false;
  return /\d[\d .-]{5,}|\b(19|20)\d{2}\b|\d[/.-]\d/.test(text) || /^(nam|nữ|nu|x)$/iu.test(text);
}
