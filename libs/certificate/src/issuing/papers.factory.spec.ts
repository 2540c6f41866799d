import { describe, expect, test } from '@jest/globals';
import { Issuer } from '../issuer/issuer.entity.js';
import type { Candidate } from './candidates.repository.js';
import { type PaperSources, paperOf } from './papers.factory.js';

const candidate: Candidate = {
  enrolmentId: 'e',
  versionId: 'v',
  issuerId: 'i',
  name: 'Nguyễn Văn An'.normalize('NFD'),
  birthDate: null,
  birthYear: 1958,
  targetGroup: 'official',
  guardianConsent: false,
  jobTitle: null,
  unitId: null,
  templateVersionId: null,
  programme: 'Kỹ năng số 2026',
  english: null,
  classTitle: 'Lớp 2.1',
  form: 'hybrid',
  from: '2026-04-06',
  to: '2026-06-12',
  scoreBp: 9458,
  today: '2026-06-12',
};
const issuer = Object.assign(new Issuer(), {
  name: 'Trung tâm',
  superiorName: null,
  certifier: null,
  place: 'Hải Phòng',
  signatoryTitle: 'KT. Giám đốc\nPhó Giám đốc',
  signatoryName: 'Nguyễn Văn Minh',
  authorised: false,
  legalBasis: null,
  printsScore: true,
  offlineCode: false,
});
const sources = (tiet = 12): PaperSources => ({
  courses: new Map([
    ['v', { title: 'An toàn trên môi trường số', tiet }],
  ]) as unknown as PaperSources['courses'],
  frameworkLines: new Map(),
  levels: new Map(),
  frameworks: new Map(),
  units: new Map([['u', 'Phường Hồng Bàng, Thành phố Hải Phòng']]),
});

describe('the paper of one person', () => {
  test('says what is known and leaves out what is not', () => {
    expect(paperOf(candidate, issuer, sources(), true)).toEqual({
      title: 'completion',
      issuer: { name: 'Trung tâm' },
      holder: { name: 'Nguyễn Văn An'.normalize('NFC'), birth: { year: 1958 } },
      course: { name: 'An toàn trên môi trường số', className: 'Lớp 2.1', programme: 'Kỹ năng số 2026' },
      study: {
        from: '2026-04-06',
        to: '2026-06-12',
        periods: 12,
        form: 'Trực tiếp kết hợp trực tuyến',
        result: 'Đạt (94,58%)',
      },
      framework: [],
      place: 'Hải Phòng',
      issuedOn: '2026-06-12',
      signatory: { position: ['KT. Giám đốc', 'Phó Giám đốc'], name: 'Nguyễn Văn Minh' },
      trial: true,
    });
  });

  test('the full birth date goes before the year; unit and position stand when they are known', () => {
    const known = { ...candidate, birthDate: '1958-03-02', jobTitle: 'Tổ trưởng', unitId: 'u' };
    expect(paperOf(known, issuer, sources(), true).holder).toEqual({
      name: 'Nguyễn Văn An',
      birth: { date: '1958-03-02' },
      position: 'Tổ trưởng',
      unit: 'Phường Hồng Bàng, Thành phố Hải Phòng',
    });
  });

  test('a class called like its course is not named twice; a course without tiết prints none', () => {
    const same = { ...candidate, classTitle: 'Lớp tự ghi danh – An toàn trên môi trường số' };
    const paper = paperOf(same, issuer, sources(0), true);
    expect(paper.course).toEqual({ name: 'An toàn trên môi trường số', programme: 'Kỹ năng số 2026' });
    expect(paper.study).not.toHaveProperty('periods');
  });

  test('prints no score where the issuer does not, and its legal basis where it has one', () => {
    const authorised = Object.assign(new Issuer(), issuer, {
      printsScore: false,
      authorised: true,
      legalBasis: 'Quyết định 1/QĐ-UBND',
    });
    const paper = paperOf(candidate, authorised, sources(), false);
    expect(paper.study.result).toBe('Đạt');
    expect(paper).toMatchObject({
      title: 'authorised-certificate',
      issuer: { authorised: { legalBasis: 'Quyết định 1/QĐ-UBND' } },
      trial: false,
    });
  });

  test('of somebody under 16 says the name and the year of birth, no unit, position or score', () => {
    const pupil = {
      ...candidate,
      birthDate: '2010-06-13',
      birthYear: null,
      unitId: 'u',
      jobTitle: 'Lớp trưởng',
    };
    const paper = paperOf(pupil, issuer, sources(), true);
    expect(paper).toMatchObject({ minorUntil: '2026-06-13', study: { result: 'Đạt' } });
    expect(paper.holder).toEqual({ name: 'Nguyễn Văn An', birth: { year: 2010 } });
    const grown = paperOf({ ...pupil, birthDate: '2010-06-12' }, issuer, sources(), true);
    expect(grown.minorUntil).toBeUndefined();
    expect(grown.holder).toMatchObject({ birth: { date: '2010-06-12' }, position: 'Lớp trưởng' });
  });
});
