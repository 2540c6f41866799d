/** «12», «(12 người)»: how many people a section has. */
export const COUNT = /^\(?\d+(\s*(người|đ\/c|đồng chí|học viên|cán bộ))?\)?$/iu;

/** A heading that gathers units and is none. */
export const GROUP = /^(khối|các|nhóm|cụm|lớp|đối tượng|cấp)\s/iu;

/** «I», «B.» in the column of numbers. */
export const SECTION_INDEX = /^([IVXLC]+|[A-ZĐ])[.)]?$/;

const NUMBER = /^([IVXLC]+|[A-ZĐ]|\d+(\.\d+)*)[.)/]\s*(?=\p{L}{2})/u;

/** Whether a text begins with a number of its own: «II. UBND xã Tứ Kỳ». */
export function isTitled(text: string): boolean {
  return NUMBER.test(text);
}

/** «II. UBND xã Vĩnh Thuận: (12 người)» without number and count. */
export function sectionText(text: string): string {
  return text
    .replace(NUMBER, '')
    .replace(/[\s:(\-–]*\d+\s*(người|đ\/c|đồng chí|học viên|cán bộ)\)?\.?$/iu, '')
    .replace(/[\s:.]+$/, '');
}
