import { cleanText, fold } from '#platform/text';
import { cellText, type SheetRow } from '../file/sheet.js';
import type { Grid } from './grid.js';
import { columnsOf, type TableLayout } from './layout.js';

/** What a row below the header is. Only a person is checked; the others are listed as left out, with their text. */
export type RowKind = 'person' | 'section' | 'total' | 'signature' | 'numbering' | 'blank';

const TOTAL =
  /^(tong( so| cong)?|cong|tong hop)( (so|co|cong|danh sach|can bo|nguoi|hoc vien))*\b.{0,40}\d|^(tong so|tong cong|cong)\s*[:.]?$|^(an dinh|danh sach (nay|tren|co|gom)|(bang chu|so luong))\b/;
const NOTE =
  /^(noi nhan|ghi chu|luu y|luu|chu thich|nguoi lap|xac nhan|\*|- )\b|^(-|\*|\+)\s|ky,? ?(va )?(ghi ro|ten|dong dau)|, ?ngay .*thang .*nam|^ngay .*thang/;
const SIGNER =
  /^((kt|tm|tl|tuq|q)[.\s]+)*(pho |quien )?(giam doc|tong giam doc|chu tich|thu truong|truong (phong|ban)|chanh van phong|chanh thanh tra|hieu truong|bi thu|nguoi lap|lanh dao|ke toan|nguoi (ky|tong hop)|can bo (lap|phu trach)|phu trach|ubnd|ui ban nhan dan|uy ban nhan dan)\b.{0,40}$/;

/** Tells people from the rest of what stands below a header; `afterEnd`: a total or signature came before. */
export class RowKinds {
  private readonly named: number[];
  private readonly index: number | undefined;
  private readonly proof: number[];
  private readonly details: number[];

  constructor(
    private readonly grid: Grid,
    layout: TableLayout,
    private readonly isUnit: (text: string) => boolean,
  ) {
    const at = (...fields: Parameters<typeof columnsOf>[1][]) =>
      columnsOf(layout, ...fields).map((one) => one.column);
    this.named = at('fullName', 'familyName', 'middleName', 'givenName');
    this.index = at('index')[0];
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
    this.details = at('birthDay', 'birthMonth', 'jobTitle', 'jobUnit', 'unit', 'unitCommune', 'unitPart');
  }

  kindOf(row: SheetRow, afterEnd: boolean): RowKind {
    const texts = this.grid.texts(row);
    const rest = texts.filter(({ column }) => column !== this.index);
    const index = texts.find(({ column }) => column === this.index)?.text ?? '';
    const counted = /^\d+[.)]?$/.test(index);
    if (rest.length === 0 && (index === '' || counted)) return 'blank';
    if (isNumbering(texts.map(({ text }) => text))) return 'numbering';
    const has = (columns: number[]) =>
      columns.filter((column) => this.grid.value(row.number, column) !== undefined).length;
    const proven = this.proof.some((column) => looksPersonal(cellText(this.grid.value(row.number, column))));
    if (proven) return 'person';
    const ending = this.endingKind(
      texts.map(({ text }) => text),
      counted,
    );
    if (ending) return ending;
    if (this.isSection(rest, index, counted)) return 'section';
    if (afterEnd && !counted) return 'signature';
    const filled = has(this.proof) + has(this.details);
    if (has(this.named) === 0) return counted || filled > 1 ? (filled > 0 ? 'person' : 'blank') : 'section';
    return 'person';
  }

  private endingKind(texts: string[], counted: boolean): 'total' | 'signature' | null {
    if (counted) return null;
    const folded = texts.map((text) => fold(text).trim());
    if (folded.some((text) => TOTAL.test(text))) return 'total';
    if (folded.some((text) => NOTE.test(text))) return 'signature';
    return folded.every((text) => SIGNER.test(text)) ? 'signature' : null;
  }

  /** One text (and perhaps a count) that is not a person: «I. Khối sở, ngành», «UBND xã Vĩnh Thuận (12 người)». */
  private isSection(rest: { column: number; text: string }[], index: string, counted: boolean): boolean {
    const words = rest.filter(({ text }) => !/^\(?\d+( (người|đ\/c|đồng chí|học viên))?\)?$/iu.test(text));
    if (words.length === 0) return index !== '' && !counted;
    if (words.length > 1) return false;
    const { column, text } = words[0]!;
    const titled = /^([IVXLC]+|[A-ZĐ]|\d+(\.\d+)*)[.)/]\s/.test(text) || /^([IVXLC]+|[A-ZĐ])\.?$/.test(index);
    const grouped = /^(khối|các|nhóm|cụm|lớp|đối tượng|cấp)\s/iu.test(text);
    if (titled || grouped || this.isUnit(text)) return true;
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
  if (text === '' || text.length > 80) return false;
  return /\d[\d .-]{5,}|\b(19|20)\d{2}\b|\d[/.-]\d|@/.test(text) || /^(nam|nữ|nu|x)$/iu.test(text);
}
