import type { CertificateModel } from '../../render/certificate-model.js';
import { sampleModel } from '../../render/sample-model.js';

/** Invented people a design is tried on before anybody's name is: what most often breaks a page. */
export const PROOF_CASES = [
  'usual',
  'long-name',
  'short-name',
  'ede-name',
  'no-birth',
  'many-skills',
  'authorised',
] as const;
export type ProofCase = (typeof PROOF_CASES)[number];

export const isProofCase = (name: unknown): name is ProofCase => PROOF_CASES.includes(name as ProofCase);

export function proofModel(name: ProofCase): CertificateModel {
  const usual = sampleModel();
  const model = {
    ...usual,
    course: { ...usual.course, programme: 'Bồi dưỡng kỹ năng số cho cán bộ, công chức năm 2026' },
  };
  return { ...model, ...CHANGES[name](model) };
}

const CHANGES: Record<ProofCase, (model: CertificateModel) => Partial<CertificateModel>> = {
  usual: () => ({}),
  'long-name': ({ holder, course }) => ({
    holder: {
      ...holder,
      name: 'Công Tằng Tôn Nữ Nguyễn Phúc Hoàng Thị Hường Nghiêm Khuê Đoan',
      position: 'Phó Trưởng phòng phụ trách Phòng Văn hóa - Xã hội',
      unit: 'Trung tâm Phục vụ hành chính công phường Nguyễn Bỉnh Khiêm, thành phố Hải Phòng',
    },
    course: { ...course, className: 'Lớp 1.1, khóa 3, cụm các xã phía Đông' },
  }),
  'short-name': () => ({
    holder: { name: 'Lê Y' },
    course: { name: 'An toàn số' },
    study: { to: '2026-06-12', result: 'Đạt' },
  }),
  'ede-name': ({ holder }) => ({
    holder: { ...holder, name: 'H’Ƀlưm Êƀan Ñ Niê Kđăm', unit: 'UBND xã Ea Ktur' },
  }),
  'no-birth': ({ holder }) => ({
    holder: { name: holder.name, position: 'Công chức', unit: 'UBND xã Mao Điền' },
  }),
  'many-skills': () => ({ framework: [{ framework: 'Thông tư 02/2025/TT-BGDĐT', components: TWELVE }] }),
  authorised: ({ issuer }) => ({
    title: 'authorised-certificate',
    issuer: { ...issuer, authorised: { legalBasis: 'Quyết định 123/QĐ-BNV ngày 05/01/2026' } },
  }),
};

const TWELVE = [
  ['1.1', 'Duyệt, tìm kiếm và lọc dữ liệu, thông tin và nội dung số'],
  ['1.2', 'Đánh giá dữ liệu, thông tin và nội dung số'],
  ['1.3', 'Quản lý dữ liệu, thông tin và nội dung số'],
  ['2.1', 'Tương tác thông qua công nghệ số'],
  ['2.3', 'Sử dụng công nghệ số để thực hiện trách nhiệm công dân'],
  ['2.5', 'Thực hiện quy tắc ứng xử trên mạng'],
  ['3.1', 'Phát triển nội dung số'],
  ['3.3', 'Thực thi bản quyền và giấy phép'],
  ['4.2', 'Bảo vệ dữ liệu cá nhân và quyền riêng tư'],
  ['5.2', 'Xác định nhu cầu và giải pháp công nghệ'],
  ['6.1', 'Hiểu biết về trí tuệ nhân tạo'],
  ['6.2', 'Sử dụng trí tuệ nhân tạo'],
].map(([code, name], index) => ({
  code: code!,
  name: name!,
  award: { level: `Bậc ${1 + (index % 5)}`, rule: 'Quy tắc thử' },
}));
