import { cleanText, fold } from '#platform/text';

/** What a column of an older register can be read as, in the order in which the wizard offers it. */
export const FIELDS = [
  'entryNumber',
  'serial',
  'fullName',
  'birth',
  'unit',
  'course',
  'result',
  'issuedOn',
] as const;

export type Field = (typeof FIELDS)[number];

/** Words of headings without diacritics; of the first that is part of a heading the column is. */
const WORDS: [string, Field][] = [
  ['so vao so', 'entryNumber'],
  ['vao so', 'entryNumber'],
  ['so so goc', 'entryNumber'],
  ['entry number', 'entryNumber'],
  ['so hieu', 'serial'],
  ['so chung', 'serial'],
  ['so giay', 'serial'],
  ['serial', 'serial'],
  ['ngay cap', 'issuedOn'],
  ['ngay ky', 'issuedOn'],
  ['ngay, thang, nam cap', 'issuedOn'],
  ['issued', 'issuedOn'],
  ['ho va ten', 'fullName'],
  ['ho ten', 'fullName'],
  ['ho, ten', 'fullName'],
  ['name', 'fullName'],
  ['ngay sinh', 'birth'],
  ['nam sinh', 'birth'],
  ['thang sinh', 'birth'],
  ['birth', 'birth'],
  ['don vi', 'unit'],
  ['co quan', 'unit'],
  ['noi cong tac', 'unit'],
  ['unit', 'unit'],
  ['khoa hoc', 'course'],
  ['ten khoa', 'course'],
  ['khoa boi duong', 'course'],
  ['chuong trinh', 'course'],
  ['course', 'course'],
  ['ket qua', 'result'],
  ['xep loai', 'result'],
  ['result', 'result'],
];

/** What a heading most likely stands for; null when it tells nothing. */
export function fieldOfHeading(heading: string): Field | null {
  const said = fold(cleanText(heading));
  if (said.length > 60) return null;
  return WORDS.find(([words]) => said.includes(words))?.[1] ?? null;
}
