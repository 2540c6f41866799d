import type { VerificationCode } from '../code/verification-code.js';
import type { CertificateModel } from './certificate-model.js';

/** A fictitious certificate with every usual field, for the bench and the template preview. */
export function sampleModel(): CertificateModel {
  return {
    title: 'completion',
    issuer: {
      superior: 'Sở Khoa học và Công nghệ Hải Phòng',
      name: 'Trung tâm Công nghệ thông tin và Truyền thông',
      certifier: 'Giám đốc Trung tâm Công nghệ thông tin và Truyền thông Hải Phòng',
    },
    holder: {
      name: 'Phạm Thị Hồng Nhung',
      birth: { date: '1987-08-14' },
      position: 'Công chức Văn hóa - Xã hội',
      unit: 'UBND xã Mao Điền',
    },
    course: { name: 'Ứng dụng AI trong thực thi nhiệm vụ của các cơ quan hành chính' },
    study: { from: '2026-04-06', to: '2026-06-12', periods: 12, form: 'Trực tuyến', result: 'Đạt' },
    framework: [
      {
        framework: 'Thông tư 02/2025/TT-BGDĐT',
        components: [
          { code: '4.2', name: 'Bảo vệ dữ liệu cá nhân và quyền riêng tư' },
          { code: '6.1', name: 'Hiểu biết về trí tuệ nhân tạo' },
          { code: '6.2', name: 'Sử dụng trí tuệ nhân tạo' },
        ],
      },
    ],
    place: 'Hải Phòng',
    issuedOn: '2026-06-12',
    signatory: { position: ['Giám đốc'], name: 'Nguyễn Văn Minh' },
    serial: 'HP26 0015206',
    registerNumber: '15206/2026/GCN-CNTTTT',
    verification: {
      url: 'https://hocvuso.example/xac-minh/7K3MQ0XZ9F2VB6T1HDRJ8NPW4C7Z',
      code: '7K3MQ0XZ9F2VB6T1HDRJ8NPW4C7Z' as VerificationCode,
      lookup: 'hocvuso.example/tra-cuu',
    },
    trial: true,
    createdAt: new Date('2026-06-12T07:05:09Z'),
  };
}
