import { englishRank, rankWords, standingWords } from '../../award/award-words.js';
import { englishForm, englishResult } from '../../issuing/paper-words.js';
import type { CertificateModel } from '../certificate-model.js';
import { certificateText } from '../page/certificate-text.js';
import { shortDate } from '../text/plain-date.js';
import { capitals, optionalText } from '../text/printable-text.js';

/** Everything a template may print of a certificate. Nothing else of the model can be reached. */
export const MERGE_FIELDS = [
  'title',
  'noun',
  'superior',
  'issuer',
  'certifier',
  'legalBasis',
  'holderName',
  'birthDate',
  'birthYear',
  'position',
  'unit',
  'courseName',
  'className',
  'programme',
  'courseEnglish',
  'classEnglish',
  'programmeEnglish',
  'fromDate',
  'toDate',
  'periods',
  'form',
  'result',
  'skills',
  'contest',
  'round',
  'rank',
  'rankEnglish',
  'standing',
  'place',
  'issuedOn',
  'signatoryPosition',
  'signatoryName',
  'serial',
  'registerNumber',
  'code',
  'lookup',
] as const;

export type MergeField = (typeof MERGE_FIELDS)[number];
/** Fields that `{{english …}}` and `{{short …}}` take. */
export const DATE_FIELDS: readonly string[] = ['birthDate', 'fromDate', 'toDate', 'issuedOn'];
/** Fields that `{{english …}}` takes besides; without English words it prints the Vietnamese ones. */
export const TRANSLATED_FIELDS: readonly string[] = [
  'courseName',
  'className',
  'programme',
  'form',
  'result',
];

/** Clean words by field; a field that is not known is absent. Dates of `issuedOn` are in the formal shape. */
export interface MergeValues {
  words: Partial<Record<MergeField, string>>;
  /** `YYYY-MM-DD` of the date fields. */
  dates: Partial<Record<string, string>>;
  /** In English, of the translated fields; absent where nobody said. */
  english: Partial<Record<MergeField, string>>;
}

/** Throws RenderRefused as the fixed page does: incomplete facts, letters the fonts lack, a title not allowed. */
export function mergeValues(model: CertificateModel): MergeValues {
  const text = certificateText(model);
  const { holder, study, issuer } = model;
  const birth = holder.birth;
  const birthDate = birth && 'date' in birth ? birth.date : undefined;
  const optional = (field: string, value: string | undefined) => optionalText(field, value);
  const dates = { birthDate, fromDate: study.from, toDate: study.to, issuedOn: model.issuedOn };
  const course = model.course.english ?? {};
  const english = {
    courseName: optional('course.english', course.name),
    className: optional('course.english', course.className),
    programme: optional('course.english', course.programme),
    form: englishForm(study.form),
    result: englishResult(study.result),
  };
  return {
    dates,
    english,
    words: {
      title: text.title,
      noun: text.noun,
      superior: text.superior,
      issuer: optional('issuer.name', issuer.name),
      certifier: optional('issuer.certifier', issuer.certifier) ?? optional('issuer.name', issuer.name),
      legalBasis: optional('issuer.authorised', issuer.authorised?.legalBasis),
      holderName: text.name,
      birthDate: birthDate && shortDate('holder.birth', birthDate),
      birthYear: birth && 'year' in birth ? String(birth.year) : undefined,
      position: optional('holder.position', holder.position),
      unit: optional('holder.unit', holder.unit),
      courseName: text.course,
      className: optional('course.className', model.course.className)?.replace(/^lớp\s+/i, ''),
      programme: optional('course.programme', model.course.programme),
      courseEnglish: english.courseName,
      classEnglish: english.className,
      programmeEnglish: english.programme,
      fromDate: study.from && shortDate('study.from', study.from),
      toDate: study.to && shortDate('study.to', study.to),
      periods: study.periods === undefined ? undefined : String(study.periods),
      form: optional('study.form', study.form),
      result: optional('study.result', study.result),
      skills: text.framework && [text.framework.value, text.note].filter(Boolean).join('. '),
      contest: model.award && text.course,
      round: optional('award.round', model.award?.round),
      rank: model.award && rankWords(model.award),
      rankEnglish: model.award && englishRank(model.award),
      standing: model.award && standingWords(model.award),
      place: optional('place', model.place),
      issuedOn: text.placeAndDate.slice(text.placeAndDate.lastIndexOf(', ') + 2),
      signatoryPosition: text.positions.join('\n'),
      signatoryName: text.signatory,
      serial: optional('serial', model.serial),
      registerNumber: optional('registerNumber', model.registerNumber),
      code: text.code,
      lookup: text.lookup,
    },
  };
}

export type Helper = 'upper' | 'english' | 'short';
export const HELPERS: readonly string[] = ['upper', 'english', 'short'];

const ENGLISH_DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** A field's words, perhaps through a helper. */
export function wordsOf({ words, dates, english }: MergeValues, field: MergeField, helper?: Helper): string {
  if (helper === 'upper') return capitals(words[field] ?? '');
  if (helper === undefined) return words[field] ?? '';
  const day = dates[field];
  if (!day) return helper === 'english' ? (english[field] ?? words[field] ?? '') : '';
  if (helper === 'short') return shortDate(field, day);
  return ENGLISH_DAY.format(new Date(`${day}T00:00:00Z`));
}
