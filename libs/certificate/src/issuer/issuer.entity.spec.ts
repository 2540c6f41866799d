import { describe, expect, test } from '@jest/globals';
import { Issuer, type IssuerDetails } from './issuer.entity.js';

const details: IssuerDetails = {
  superiorName: null,
  name: 'Trung tâm',
  certifier: null,
  place: 'Hải Phòng',
  signatoryTitle: 'Giám đốc',
  signatoryName: 'Nguyễn Văn Minh',
  serialPattern: 'HP{yy} {seq:7}',
  entryPattern: '{seq}/{yyyy}',
  authorised: false,
  legalBasis: null,
  printsScore: true,
  offlineCode: false,
};
const issuer = () => Object.assign(new Issuer(), { ...details, revision: 1 });

describe('an issuer', () => {
  test('issues “Chứng chỉ” only when authorised on a legal basis', () => {
    const one = issuer();
    expect(one.paperTitle).toBe('completion');
    one.change({ ...details, authorised: true, legalBasis: 'Quyết định 1/QĐ-UBND' });
    expect(one.paperTitle).toBe('authorised-certificate');
    one.change({ ...details, authorised: false, legalBasis: 'Quyết định 1/QĐ-UBND' });
    expect(one.paperTitle).toBe('completion');
  });

  test('refuses to be authorised without one, and stays as it was', () => {
    const one = issuer();
    expect(() => one.change({ ...details, name: 'Khác', authorised: true })).toThrow(
      'certificate.legal-basis-missing',
    );
    expect(one).toMatchObject({ name: 'Trung tâm', authorised: false, revision: 1 });
  });

  test('counts its saves', () => {
    const one = issuer();
    one.change({ ...details, place: 'Kiến An' });
    expect(one).toMatchObject({ place: 'Kiến An', revision: 2 });
  });
});
