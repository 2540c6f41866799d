import { rankWords, standingWords } from '../../award/award-words.js';
import { formatCode } from '../../code/verification-code.js';
import { levelsNote } from '../../levels/levels-note.js';
import { skillsText } from '../../levels/skills-text.js';
import type { CertificateModel, FrameworkLine } from '../certificate-model.js';
import { RenderRefused } from '../render-refused.js';
import { formalDate, shortDate } from '../text/plain-date.js';
import { capitals, optionalText, requiredText } from '../text/printable-text.js';
import { bind } from '../text/text-flow.js';

/** “Chức vụ: **Công chức**”, and a second pair bound to the first: “Từ ngày **…** đến ngày **…**”. */
export interface Fact {
  label: string;
  value: string;
  next?: Fact;
}

/** The words of the paper, clean and in reading order; nothing here knows about places on the page. */
export interface CertificateText {
  superior?: string;
  issuer: string;
  title: string;
  /** What the paper calls itself in a sentence. */
  noun: string;
  certifies: string;
  name: string;
  person: Fact[];
  /** What stands between the name and the course: “đã hoàn thành khóa học”. */
  subtitle: string;
  done: string;
  course: string;
  study: Fact[];
  framework?: Fact;
  /** Below the levels: their framework and evidence; that thresholds are invented where they are. */
  note?: string;
  placeAndDate: string;
  positions: string[];
  signatory: string;
  numbers: Fact[];
  code: string;
  lookup?: string;
  trial: boolean;
}

export function certificateText(model: CertificateModel): CertificateText {
  const { issuer, holder, course, study, signatory, verification } = model;
  const issuerName = requiredText('issuer.name', issuer.name);
  const title = titleOf(model);
  const superior = optionalText('issuer.superior', issuer.superior);
  const positions = signatory.position.map((line) => capitals(requiredText('signatory.position', line)));
  if (positions.length === 0)
    throw new RenderRefused('certificate.missing-field', { field: 'signatory.position' });
  return {
    superior: superior && capitals(superior),
    issuer: capitals(issuerName),
    title,
    noun: title.toLocaleLowerCase('vi'),
    certifies: `${optionalText('issuer.certifier', issuer.certifier) ?? issuerName} ${model.confirmation ? 'xác nhận' : 'chứng nhận'}`,
    name: requiredText('holder.name', holder.name),
    person: facts([
      birthOf(holder.birth),
      ['Chức vụ:', optionalText('holder.position', holder.position)],
      ['Đơn vị:', optionalText('holder.unit', holder.unit)],
    ]),
    ...(model.confirmation
      ? { subtitle: model.confirmation.subtitle, done: model.confirmation.done }
      : model.award
        ? { subtitle: 'THÀNH TÍCH CUỘC THI', done: `đã đạt ${rankWords(model.award)} tại cuộc thi` }
        : { subtitle: 'HOÀN THÀNH KHÓA HỌC', done: 'đã hoàn thành khóa học' }),
    course: requiredText('course.name', course.name),
    study: [
      ...periodOf(study),
      ...awardOf(model.award),
      ...facts(
        (model.confirmation?.facts ?? []).map(
          ({ label, value }) => [label, optionalText('confirmation.facts', value)] as const,
        ),
      ),
      ...facts([
        ['Lớp:', optionalText('course.className', course.className)?.replace(/^lớp\s+/i, '')],
        ['Thời lượng:', teachingPeriods(study.periods)],
        ['Hình thức:', optionalText('study.form', study.form)],
        ['Kết quả:', model.award ? undefined : optionalText('study.result', study.result)],
      ]),
    ],
    framework: frameworkOf(model.framework ?? []),
    note:
      optionalText('framework.framework', levelsNote(model.framework ?? [])) ??
      optionalText('confirmation.note', model.confirmation?.note),
    placeAndDate: `${requiredText('place', model.place)}, ${bind(formalDate('issuedOn', model.issuedOn))}`,
    positions,
    signatory: requiredText('signatory.name', signatory.name),
    numbers: facts([
      ['Số hiệu:', requiredText('serial', model.serial)],
      // A confirmation has one number.
      [
        'Số vào sổ cấp:',
        model.confirmation ? undefined : requiredText('registerNumber', model.registerNumber),
      ],
    ]),
    code: formatCode(verification.code),
    lookup: optionalText('verification.lookup', verification.lookup),
    trial: model.trial,
  };
}

/** What the paper calls itself; throws RenderRefused when its issuer may not call it so. */
export function titleOf({ title, issuer }: CertificateModel): string {
  if (title === 'completion') return 'GIẤY CHỨNG NHẬN';
  if (title === 'confirmation') return 'GIẤY XÁC NHẬN';
  // Decree 171/2025/NĐ-CP, article 22: only institutions assigned the task issue a “chứng chỉ”.
  if (!optionalText('issuer.authorised', issuer.authorised?.legalBasis)) {
    throw new RenderRefused('certificate.issuer-not-authorised');
  }
  return 'CHỨNG CHỈ';
}

function facts(entries: (readonly [label: string, value: string | undefined] | undefined)[]): Fact[] {
  return entries.flatMap((entry) => (entry?.[1] ? [{ label: entry[0], value: entry[1] }] : []));
}

function birthOf(birth: CertificateModel['holder']['birth']) {
  if (!birth) return undefined;
  if ('date' in birth) return ['Ngày sinh:', shortDate('holder.birth', birth.date)] as const;
  if (!Number.isInteger(birth.year) || birth.year < 1900 || birth.year > 9999) {
    throw new RenderRefused('certificate.invalid-field', { field: 'holder.birth' });
  }
  return ['Năm sinh:', String(birth.year)] as const;
}

function awardOf(award: CertificateModel['award']): Fact[] {
  if (!award) return [];
  return facts([
    ['Vòng thi:', requiredText('award.round', award.round)],
    ['Xếp', bind(standingWords(award))],
  ]);
}

function periodOf({ from, to }: CertificateModel['study']): Fact[] {
  const start = from && shortDate('study.from', from);
  const end = to && shortDate('study.to', to);
  if (from && to && from > to) throw new RenderRefused('certificate.invalid-field', { field: 'study.to' });
  if (start && end && start !== end) {
    return [{ label: 'Từ ngày', value: start, next: { label: 'đến ngày', value: end } }];
  }
  return facts([['Ngày', start ?? end]]);
}

function teachingPeriods(periods: number | undefined): string | undefined {
  if (periods === undefined) return undefined;
  if (!Number.isInteger(periods) || periods < 1) {
    throw new RenderRefused('certificate.invalid-field', { field: 'study.periods' });
  }
  return bind(`${periods} tiết`);
}

function frameworkOf(lines: readonly FrameworkLine[]): Fact | undefined {
  const value = skillsText(lines);
  return value === undefined ? undefined : { label: 'Nội dung gắn với khung năng lực số:', value };
}
