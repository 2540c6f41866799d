import type { CertificateModel, FrameworkLine } from '../../render/certificate-model.js';
import { sampleModel } from '../../render/sample-model.js';

/** Invented people a design is tried on before anybody's name is: what most often breaks a page. */
export const PROOF_CASES = [
  'usual',
  'long-name',
  'short-name',
  'ede-name',
  'no-birth',
  'one-skill',
  'many-skills',
  'authorised',
  'contest-place',
] as const;
export type ProofCase = (typeof PROOF_CASES)[number];

export const isProofCase = (name: unknown): name is ProofCase => PROOF_CASES.includes(name as ProofCase);

export function proofModel(name: ProofCase): CertificateModel {
  const usual = sampleModel();
  const model = {
    ...usual,
    course: {
      ...usual.course,
      programme: 'Bồi dưỡng kỹ năng số cho cán bộ, công chức năm 2026',
      english: {
        name: 'Using AI in the Duties of Administrative Agencies',
        programme: 'Digital Skills for Officials 2026',
      },
    },
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
  'one-skill': () => ({ framework: ONE }),
  'many-skills': () => ({ framework: MANY }),
  'contest-place': ({ course }) => ({
    course: {
      name: 'Công dân số Hải Phòng 2026',
      english: { ...course.english, name: 'Digital Citizens of Hai Phong 2026' },
    },
    study: { result: 'Hạng nhì' },
    framework: [],
    award: { place: 2, tied: true, of: 20_509, round: 'Vòng 4', revision: 1 },
  }),
  authorised: ({ issuer }) => ({
    title: 'authorised-certificate',
    issuer: { ...issuer, authorised: { legalBasis: 'Quyết định 123/QĐ-BNV ngày 05/01/2026' } },
  }),
};

const [ONE, MANY] = [
  levelled([['4.2', 'Bảo vệ dữ liệu cá nhân và quyền riêng tư']]),
  levelled([
    ['1.1', 'Duyệt, tìm kiếm và lọc dữ liệu, thông tin và nội dung số'],
    ['1.2', 'Đánh giá dữ liệu, thông tin và nội dung số'],
    ['1.3', 'Quản lý dữ liệu, thông tin và nội dung số'],
    ['2.1', 'Tương tác thông qua công nghệ số'],
    ['2.2', 'Chia sẻ thông tin và nội dung thông qua công nghệ số'],
    ['2.3', 'Sử dụng công nghệ số để thực hiện trách nhiệm công dân'],
    ['2.4', 'Hợp tác thông qua công nghệ số'],
    ['2.5', 'Thực hiện quy tắc ứng xử trên mạng'],
    ['2.6', 'Quản lý danh tính số'],
    ['3.1', 'Phát triển nội dung số'],
    ['3.2', 'Tích hợp và tạo lập lại nội dung số'],
    ['3.3', 'Thực thi bản quyền và giấy phép'],
    ['3.4', 'Lập trình'],
    ['4.1', 'Bảo vệ thiết bị'],
    ['4.2', 'Bảo vệ dữ liệu cá nhân và quyền riêng tư'],
    ['4.3', 'Bảo vệ sức khỏe và an sinh số'],
    ['4.4', 'Bảo vệ môi trường'],
    ['5.1', 'Giải quyết các vấn đề kỹ thuật'],
    ['5.2', 'Xác định nhu cầu và giải pháp công nghệ'],
    ['5.3', 'Sử dụng sáng tạo công nghệ số'],
    ['5.4', 'Xác định các vấn đề cần cải thiện về năng lực số'],
    ['6.1', 'Hiểu biết về trí tuệ nhân tạo'],
    ['6.2', 'Sử dụng trí tuệ nhân tạo'],
    ['6.3', 'Đánh giá trí tuệ nhân tạo'],
  ]),
];

/** With invented levels, by an invented rule. */
export function levelled(components: readonly (readonly [code: string, name: string])[]): FrameworkLine[] {
  const proficiencies = ['Cơ bản', 'Trung cấp', 'Nâng cao'];
  return [
    {
      framework: 'Thông tư 02/2025/TT-BGDĐT',
      version: '2025',
      components: components.map(([code, name], index) => {
        const level = 2 + (index % 4);
        const proficiency = proficiencies[Math.ceil(level / 2) - 1];
        return {
          ...{ code, name },
          award: {
            ...{ level: `Bậc ${level}, ${proficiency}`, english: `Level ${level}` },
            rule: 'quy-tac-thu (1)',
            entry: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
            demonstration: true,
          },
        };
      }),
    },
  ];
}
