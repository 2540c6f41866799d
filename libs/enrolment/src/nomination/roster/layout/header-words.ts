import { cleanText, fold } from '#platform/text';

/** What a column of a list can hold. `male`/`female`: a tick, or in old lists the birth date itself. */
export type Field =
  | 'index'
  | 'fullName'
  | 'familyName'
  | 'middleName'
  | 'givenName'
  | 'birthDate'
  | 'birthDay'
  | 'birthMonth'
  | 'birthYear'
  | 'gender'
  | 'male'
  | 'female'
  | 'citizenId'
  | 'phone'
  | 'email'
  | 'phoneEmail'
  | 'jobTitle'
  | 'jobUnit'
  | 'unit'
  | 'unitCommune'
  | 'unitPart'
  | 'address'
  | 'note';

/** `other`: a header we know and have no use for, such as «Ngày cấp» under «CCCD». */
export type HeaderMeaning = Field | 'other' | null;

const EMAIL = /\b(e ?mail|gmail|thu dien tu|hom thu|hop thu|mail)\b/;
const PHONE =
  /\b(dien thoai|d ?thoai|sdt|so dt|d ?t|dtdd|dt dd|di dong|phone|mobile|tel|zalo|so lien he|so may|hotline|lien lac)\b/;
const CITIZEN =
  /\b(cccd|cmnd|cmt|cmtnd|cc|tcc|can cuoc|chung minh|dinh danh|giay to tuy than|ddcn|citizen id|id card|national id)\b/;
const BIRTH =
  /\b(ngay|nam|thang)\b.*\bsinh\b(?! (vien|hoat))|^sinh (ngay|nam)|^(ng|ntn|n t n) sinh\b|^(ns|nt ?ns|n t n s|date of birth|dob|birth ?(day|date))$/;
const JOB =
  /\b(chuc vu|c vu|chuc danh|chuc trach|vi tri|nghe nghiep|cong viec|nhiem vu|position|job|title)\b/;
const UNIT =
  /\b(don vi|d vi|co quan|noi (cong tac|lam viec)|to chuc|department|unit|organi[sz]ation|so nganh|doanh nghiep|cong ty)\b|^(ten )?truong$/;
const OTHER =
  /^(ngay|noi|co quan|thang|nam) cap\b|\b(noi sinh|que quan|nguyen quan|dan toc|ton giao|trinh do|chuyen nganh|hoc van|hoc vi|hoc ham|chu ky|diem|ket qua|xep loai|don vi tinh|tham nien|so luong|ngach|bac luong|he so|tai khoan|ngan hang|dang vien|quoc tich)\b|^(chuyen mon|lop|ma|tinh|huyen|quan|ky ten|ky nhan|ngay|thoi gian)\b|thanh pho$/;

/** Tried in order: the first that fits decides, so «Email cơ quan» is an e-mail and «Ngày cấp CCCD» no id. */
const MEANINGS: [RegExp, Field | 'other'][] = [
  [/^(stt|tt|so tt|so thu tu|thu tu|s t t|s tt|no|#|stt tt)$/, 'index'],
  [/^(ngay|noi|co quan|thang|nam) cap\b/, 'other'],
  [EMAIL, 'email'],
  [PHONE, 'phone'],
  [CITIZEN, 'citizenId'],
  [/^thang sinh$/, 'birthMonth'],
  [BIRTH, 'birthDate'],
  [/^(dia chi|noi o|cho o|noi cu tru|noi thuong tru|thuong tru|tam tru|ho khau)( |$)/, 'address'],
  [OTHER, 'other'],
  [/^(gioi tinh|g tinh|gioi|phai|gt|nam nu|nam hay nu|nu nam|sex|gender)\b/, 'gender'],
  [JOB, 'jobTitle'],
  [
    /^(ten |ubnd |cap )*(xa|phuong|dac khu)( (xa|phuong|dac khu|thi tran|tt|va|hoac|noi|cong tac|cu|thuoc))*$|^dia (phuong|ban)$/,
    'unitCommune',
  ],
  [UNIT, 'unit'],
  [
    /^(so|ban|nganh|xa|phuong|phong)( (so|ban|nganh|xa|phuong|phong|dac khu|doan the|va|ubnd))+(?<!phong|ban)$/,
    'unit',
  ],
  [
    /^(ten )?(phong|ban|bo phan|khoa|to|phong ban|phong chuyen mon)( (phong|ban|bo phan|khoa|to|chuyen mon|cong tac))*$/,
    'unitPart',
  ],
  [
    /^(ho|ho va|ho chu|ho ten|ho va ten|ho va chu) ?(dem|lot)$|^(ho|ho va dem|ho va lot|last name|surname|family name)$/,
    'familyName',
  ],
  [/^(dem|ten dem|chu dem|chu lot|ten lot)$/, 'middleName'],
  [/^(ten|ten goi|ten rieng|first name|given name)$/, 'givenName'],
  [/^ho( va)?( chu)?( dem| lot)?( va)? ten\b/, 'fullName'],
  [/^(ten (hoc vien|can bo|nguoi|nhan vien|cbccvc|cb|thanh vien)|full ?name)\b/, 'fullName'],
  [
    /^(hoc vien|name|can bo|can bo cong chuc|can bo cong chuc vien chuc|cbccvc|nguoi (tham gia|hoc|du|duoc cu)|thanh vien)$/,
    'fullName',
  ],
  [/^(ghi chu|chu thich|luu y|notes?|remarks?)\b/, 'note'],
];

/** A header cell in the form the patterns use: folded, no punctuation, hints in brackets dropped. */
export function headerKey(text: string): string {
  const flat = (part: string) =>
    fold(part)
      .replace(/[^a-z0-9#]+/g, ' ')
      .trim();
  const clean = cleanText(text);
  return flat(clean.replace(/\([^)]*\)?/g, ' ')) || flat(clean);
}

/** The meaning of a header by itself; sentences are no headers. */
export function meaningOf(text: string): HeaderMeaning {
  const key = headerKey(text);
  if (key === '' || key.length > 60 || /:.*\p{L}{2}/u.test(text) || isSurname(text)) return null;
  if (PHONE.test(key) && EMAIL.test(key)) return 'phoneEmail';
  const found = MEANINGS.find(([pattern]) => pattern.test(key))?.[1] ?? null;
  const joint =
    found === 'jobTitle' && UNIT.test(key) && !/\b(tai|o) (don vi|co quan)|vi tri cong tac/.test(key);
  return joint ? 'jobUnit' : found;
}

/** «Hồ» in a column of surnames is no header «Họ». */
function isSurname(text: string): boolean {
  const word = cleanText(text).toLowerCase();
  return /^h[^ọo]$/u.test(word) || /^[hH][Ồồ]/u.test(word);
}

/** The meaning of a second header line under a first one that means `parent`. */
export function meaningUnder(text: string, parent: HeaderMeaning): HeaderMeaning {
  const key = headerKey(text);
  const own = meaningOf(text);
  if (parent === 'birthDate') {
    if (key === 'ngay') return 'birthDay';
    if (key === 'thang') return 'birthMonth';
    if (isYear(text)) return 'birthYear';
  }
  if (key === 'nam') return 'male';
  if (key === 'nu') return 'female';
  if (parent === 'fullName' && own === null && /^(ho|dem|lot)\b/.test(key)) return 'familyName';
  if (parent === 'unit' && /^(xa|phuong|dac khu|cap xa)\b/.test(key)) return 'unitCommune';
  if (parent === 'unit' && /^(phong|ban|bo phan|to|khoa)\b/.test(key)) return 'unitPart';
  return own ?? parent;
}

/** «Năm» (year) and «Nam» (male) differ by one mark. */
export function isYear(text: string): boolean {
  return /^n[ăâ]m$/i.test(cleanText(text).replace(/[^\p{L}]/gu, ''));
}
