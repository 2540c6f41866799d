import { chooseSigner } from '../signing/choose-signer.js';
import { type ReadyTemplate, readyTemplate } from '../template/ready-templates.js';
import type { CertificateModel } from './certificate-model.js';
import { renderCertificate } from './render-certificate.js';
import { sampleModel } from './sample-model.js';
import { prepareTemplate } from './template/prepared-template.js';

export interface RenderBench {
  count: number;
  /** Signed files by the clock, and by the seconds of processor time this process spent. */
  perSecond: number;
  perCore: number;
  /** Of the processor time, how much drawing and signing took, in milliseconds a file. */
  drawMs: number;
  signMs: number;
  /** Of the largest file. */
  bytes: number;
}

const WARM_UP = 50;
const FAMILY = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Vũ', 'Đặng', 'Bùi', 'Ngô', 'Dương'];
const MIDDLE = ['Văn', 'Thị Hồng', 'Đức', 'Ngọc', 'Quỳnh', 'Hữu', 'Xuân'];
const GIVEN = ['An', 'Bình', 'Châu', 'Dũng', 'Giang', 'Hường', 'Khuê', 'Lượng', 'Nghĩa', 'Phượng', 'Thủy'];

const PER_BATCH = 20;

/**
 * Draws and signs `count` different certificates, on the usual page or on a ready design, in batches as a worker does, with the development key (P-256) of
 * that folder, in this process, after a short warm-up.
 */
export async function benchCertificates(
  count: number,
  dataDir: string,
  ready?: ReadyTemplate,
): Promise<RenderBench> {
  const template = ready && prepareTemplate(readyTemplate(ready));
  const signer = chooseSigner({ dataDir, signing: { key: { kind: 'development' }, timeStampUrl: null } });
  const signatureRoom = signer.describe().room;
  const spent = { draw: 0, sign: 0 };
  let bytes = 0;
  const batch = async (from: number, size: number) => {
    const begin = cpuMs();
    const pages: Buffer[] = [];
    for (let i = 0; i < size; i++)
      pages.push(await renderCertificate(numbered(from + i), { signatureRoom, template }));
    const drawn = cpuMs();
    const { pdfs } = await signer.sign(pages, new Date());
    spent.draw += drawn - begin;
    spent.sign += cpuMs() - drawn;
    bytes = Math.max(bytes, ...pdfs.map((pdf) => pdf.length));
  };
  await batch(0, WARM_UP);
  Object.assign(spent, { draw: 0, sign: 0 });
  const start = performance.now();
  for (let from = 0; from < count; from += PER_BATCH) await batch(from, Math.min(PER_BATCH, count - from));
  return {
    count,
    perSecond: count / ((performance.now() - start) / 1000),
    perCore: count / ((spent.draw + spent.sign) / 1000),
    drawMs: spent.draw / count,
    signMs: spent.sign / count,
    bytes,
  };
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
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
