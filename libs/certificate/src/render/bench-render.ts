import type { CertificateModel } from './certificate-model.js';
import { renderCertificate } from './render-certificate.js';
import { sampleModel } from './sample-model.js';

export interface RenderBench {
  count: number;
  perSecond: number;
  /** Of the largest file. */
  bytes: number;
}

const WARM_UP = 50;
const FAMILY = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Vũ', 'Đặng', 'Bùi', 'Ngô', 'Dương'];
const MIDDLE = ['Văn', 'Thị Hồng', 'Đức', 'Ngọc', 'Quỳnh', 'Hữu', 'Xuân'];
const GIVEN = ['An', 'Bình', 'Châu', 'Dũng', 'Giang', 'Hường', 'Khuê', 'Lượng', 'Nghĩa', 'Phượng', 'Thủy'];

/** Renders `count` different certificates one after another in this process, after a short warm-up. */
export async function benchRender(count: number): Promise<RenderBench> {
  for (let i = 0; i < WARM_UP; i++) await renderCertificate(numbered(i));
  let bytes = 0;
  const start = performance.now();
  for (let i = 0; i < count; i++) bytes = Math.max(bytes, (await renderCertificate(numbered(i))).length);
  return { count, perSecond: count / ((performance.now() - start) / 1000), bytes };
}

function numbered(index: number): CertificateModel {
  const model = sampleModel();
  const pick = (list: string[]) => list[index % list.length]!;
  return {
    ...model,
    holder: { ...model.holder, name: `${pick(FAMILY)} ${pick(MIDDLE)} ${pick(GIVEN)}` },
    serial: `HP26 ${String(index + 1).padStart(7, '0')}`,
    registerNumber: `${index + 1}/2026/GCN-CNTTTT`,
  };
}
